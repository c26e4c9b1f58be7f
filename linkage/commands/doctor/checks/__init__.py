"""The checks of `linkage doctor`, each a module that says everything about it."""
