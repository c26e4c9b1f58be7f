"""The plain-Python twin of the engine: the same rules as dictionaries and loops, for the tests to compare with."""
