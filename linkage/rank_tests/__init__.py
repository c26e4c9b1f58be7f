"""The tests that a rank of the rules asks for by name, each a module that says everything about it."""
