"""The layouts in which files come, each a module that says everything about it."""
