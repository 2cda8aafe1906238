"""Labels that people put on artifacts: of the system, or of one project."""
