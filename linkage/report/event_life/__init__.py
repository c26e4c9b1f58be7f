"""The life of one event as a page, for those who may see it."""
