"""Accounts of programs: what each may do is said of it, not of a role."""
