"""Who lives in the world: households, persons, their NHS numbers, and where they live."""
