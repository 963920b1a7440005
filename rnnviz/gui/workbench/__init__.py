"""What is open and meant: sessions, cursors, lessons, comparisons. QtCore only, no widget."""
