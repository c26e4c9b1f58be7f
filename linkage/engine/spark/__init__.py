"""The engine on a Spark session: what knows PySpark, and the dialect, which does not."""
