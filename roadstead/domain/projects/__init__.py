"""Projects and who is what in them."""
