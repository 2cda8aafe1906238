"""Sessions of browsers: who has signed in, from where, until when."""
