"""Rules of projects by which tags are neither moved nor deleted."""
