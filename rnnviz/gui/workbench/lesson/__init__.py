"""A lesson played on the workbench."""
