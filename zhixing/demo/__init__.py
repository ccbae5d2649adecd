"""青禾县, the invented county: everything in it is made through acts, on its own day."""
