"""The benches themselves: that they run, and tell what they promise."""
