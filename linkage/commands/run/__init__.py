"""`linkage run`: one month linked, judged and published."""
