"""Forms: the settings of a run, of watching, of a comparison; the list of experiments."""
