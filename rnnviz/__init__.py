"""RNNviz: watch a small recurrent network learn, live, and look inside it: exactly."""

__version__ = "0.1.0"
