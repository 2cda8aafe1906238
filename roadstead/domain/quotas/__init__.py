"""How much each project may hold, and how much it holds: every distinct content once."""
