"""What the project's people use beside the program: its own checks, and what the tests need."""
