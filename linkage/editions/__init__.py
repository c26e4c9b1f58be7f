"""
Editions: what is made of an ordered list of files and of nothing that changes with the month, made once and kept.

Each is found in the cache by the parts that it is made from and the SQL that makes it, and is never changed in place:
so what is loaded is what would be made.
"""
