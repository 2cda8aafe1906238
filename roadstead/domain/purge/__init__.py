"""What is remembered of the past goes after a time: entries of the audit log, executions of jobs."""
