"""Whether texts are read as they were written: see `benchmarks.readings.__main__`."""
