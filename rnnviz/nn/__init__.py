"""What torch lacks: cells, attention, memory. Each reads like its equations."""
