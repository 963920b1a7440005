"""Training on one worker thread, left alone; and looking at it when the screen is due a picture."""
