"""Database and storage held against one another, both ways, beside nodes that serve."""
