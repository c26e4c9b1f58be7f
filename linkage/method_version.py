"""The version of the method: what a published month was made by, beside its files, rules, model, lists and settings."""

METHOD_VERSION = 3
"""
Raised by one when the SQL that makes a published table comes to mean something else: months that were published under
another version are carried as they are, and come out differently when they are linked again.

`tests/structure/method_digests.py` holds the digests of that SQL: a test fails until this is raised, or the change is
declared there to make no row another. A new version of the program alone changes no month.
"""
