"""Companies worked out by hand: raw files, and what has to come of them."""
