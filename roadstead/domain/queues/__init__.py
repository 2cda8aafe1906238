"""The queues of jobs, as those see and hold them who look after the system."""
