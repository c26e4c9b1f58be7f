"""Files on disk, read and written whole."""
