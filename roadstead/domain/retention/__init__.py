"""Retention: rules that say what stays in a project's repositories; the rest goes to the trash."""
