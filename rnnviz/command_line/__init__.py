"""What can be typed after ``rnnviz``. Only the standard library is imported here until it is known what is wanted."""
