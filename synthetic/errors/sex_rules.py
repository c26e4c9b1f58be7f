"""How the sex goes wrong in imaging records: the other one, or none."""

from .rules import DMQ, ErrorRule

SEX_WRONG = ErrorRule(
    "sex_wrong",
    {"other": 0.0030, "": 0.0015, "0": 0.0015, "9": 0.0010},
    "By what is written instead: the other sex in 0.29% of people (CRATE); blank, not known (0) and not"
    f" specified (9) together 0.4%, our choice in the open within rank 5, 0.87% of matched rows in the {DMQ}.",
)

SEX_BLANK_TOO = "sex_blank_too"
"""Blank on a record whose birth date or postcode is wrong already. A setting of the world, `sex_blank_with_error`,
one such record in ten: uncertain, no rate was found. Harron and others (2017, table 1) show the direction: sex and
birth date are both wrong in at least one of 30,000 true pairs, 26 times the product of their rates."""
