"""Keeps what is open: in files of the user's, and by itself."""
