"""What administrators configure while the registry runs."""
