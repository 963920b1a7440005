"""What is used to build RNNviz and is no part of it."""
