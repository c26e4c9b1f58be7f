"""What an event and its linked person can have between them that cannot be, by the names of the columns."""

DOUBTS = ("after_death", "before_birth", "in_two_hospitals", "sex_impossible")
"""Signs of a wrong link or a wrong record."""
