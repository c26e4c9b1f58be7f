"""The rules of the engine, one per file, each drawn as small tables."""
