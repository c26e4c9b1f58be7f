"""What became of an identifier of a row, in words."""

STATES = {
    "valid": "used as it is",
    "test_number": "used: a valid number of the test range",
    "read_exchanged": "used: day and month exchanged, since the date as written is none",
    "missing": "missing",
    "malformed": "not used: it is not written as one",
    "check_digit": "not used: its check digit is wrong",
    "palindrome": "not used: a palindrome, which no real number is",
    "sentinel": "not used: a number that stands for none",
    "null_date": "not used: a date that stands for none",
    "too_early": "not used: too long ago",
    "after_test": "not used: after the test",
    "not_known": "not used: a code for not known",
    "pseudo": "not used: a postcode that stands for no place",
}
"""By the state that the events table and the data quality table have."""
