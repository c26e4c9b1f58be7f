"""Settings of what a job may use of its machines: the cache it keeps, and Spark."""
