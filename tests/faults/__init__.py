"""Kills, cuts, fills and corrupts the running program, and asks an independent checker what is left."""
