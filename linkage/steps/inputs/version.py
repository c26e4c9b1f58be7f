"""
The version of what reading yields: parts of the cache that another version read are not used.

Raise it by one when the rows, reasons, counts or columns that any file yields change: a test holds what awkward files
yield to what they yielded, and says so.
"""

READER_VERSION = 5
