"""What a panel shows of a session: its widget, and the pane around it."""
