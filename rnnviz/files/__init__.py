"""Files that the program writes and reads for its user."""
