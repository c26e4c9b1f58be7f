"""The database session every step shares, and the only place that knows which database it is."""
