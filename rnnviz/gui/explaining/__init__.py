"""What one operation of a Trace is, in words, in equations, and in what it was made from. No Qt widgets here."""
