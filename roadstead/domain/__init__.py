"""What the product knows: one folder a domain, the same file names in each."""
