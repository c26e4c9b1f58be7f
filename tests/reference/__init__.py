"""The plain-Python twin of the engine: the same rules as dictionaries and loops."""
