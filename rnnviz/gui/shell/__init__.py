"""The main window: docks, bars, menus, dialogs."""
