"""Being opened by a double click or a link: the system is told which program that is, and can be told to forget it."""
