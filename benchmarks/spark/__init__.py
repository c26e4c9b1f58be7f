"""The job on Spark: beside DuckDB, and shared by the workers of a standalone cluster on this machine."""
