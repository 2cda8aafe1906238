"""`python -m roadstead.cli`."""

from roadstead.cli import main

main()
