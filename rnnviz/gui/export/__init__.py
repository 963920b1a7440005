"""Pictures and numbers of panels, as files."""
