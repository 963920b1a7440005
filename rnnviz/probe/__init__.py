"""Looking inside any torch module: exact, and without a trace left behind."""
