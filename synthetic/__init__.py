"""A made-up population with hospital records, imaging and known truth; it imports no linkage step."""
