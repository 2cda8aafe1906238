"""Jobs: what is to be done later or long, by whichever node has a lane free; once at a time, and to its end."""
