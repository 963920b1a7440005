"""Figures, reproducible by one command each: ``python -m benchmarks.NAME`` prints one line of JSON last."""
