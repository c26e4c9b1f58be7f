"""HES-DID linkage engine: imaging events joined to the hospital history of the same patient."""

__version__ = "0.1.0"
