"""What is promised of Spark: that it gives the rows that DuckDB gives."""
