"""Uploads: sessions, bytes on their way in, the moment they become a blob of a repository."""
