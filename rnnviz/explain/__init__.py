"""Numbers in formulas and words: what a Frame, a Trace or a setting says, for a reader. No Qt, no torch."""
