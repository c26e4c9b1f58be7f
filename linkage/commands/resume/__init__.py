"""A run that was broken off goes on after its last whole step: what is whole, and whether it still is."""
