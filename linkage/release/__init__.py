"""Linked tables in, one immutable, numbered release out, behind one link switched atomically."""
