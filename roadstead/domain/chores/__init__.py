"""Work on the whole system that is started by hand or by the clock, one at a time: what is common to all of it."""
