"""Lessons in the window: the list, the page, and what carries out a step. `rnnviz.lessons` reads their folders."""
