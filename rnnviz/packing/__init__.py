"""Records and their arrays as one string of bytes, and back: for a pipe, a socket or a file. No pickle, torch or Qt."""
