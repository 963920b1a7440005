"""A run as one plain PyTorch script that learns to the same bits, for those who want to go on from it by themselves."""
