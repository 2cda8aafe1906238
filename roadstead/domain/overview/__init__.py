"""What is seen at a glance over several domains: search, numbers, a project's summary."""
