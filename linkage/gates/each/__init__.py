"""The gates, each a module that says everything about it."""
