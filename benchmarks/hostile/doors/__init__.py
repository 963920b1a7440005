"""The doors: one file each, which ends in ``DOOR = ItsClass``."""
