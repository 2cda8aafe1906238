"""Every blob is read again and again, slowly: what the disk has lost is known before somebody needs it."""
