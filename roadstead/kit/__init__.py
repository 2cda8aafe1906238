"""Small things with no home of their own."""
