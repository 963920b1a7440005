"""The line between a process that trains and a window: the window listens, whoever trains calls.

`docs/connection.md` says what passes. Nothing of Qt, torch or pydantic is here.
"""
