"""Recordings: the stream of a run in a folder in place of a socket, readable while it is written. No torch, no Qt."""
