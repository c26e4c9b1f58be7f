"""Releases in an object store: the commit protocol over a store of the tests' own, and over an emulated one."""
