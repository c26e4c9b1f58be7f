"""Laws that hold whatever the data, and the plain-Python twin beside the engine, on generated tables."""
