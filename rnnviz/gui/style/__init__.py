"""Colours, sizes, fonts and icons, and the sheets that Qt paints with."""
