"""The relations of an event to a record of its person, each a module that says everything about it."""
