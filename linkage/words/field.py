"""The identifiers of a record, by the names that every table has for them."""

IDENTIFIERS = ("nhs_number", "birth_date", "sex", "postcode")
"""What makes an identity, in the order in which values are shown."""
DEMOGRAPHICS = IDENTIFIERS[1:]
"""Those that are compared where the number says nothing."""
