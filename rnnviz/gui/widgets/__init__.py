"""What panels are made of: painted widgets, choosers and the empty state."""
