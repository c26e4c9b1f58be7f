"""How the NHS number goes wrong in imaging records: missing, mistyped, old, somebody else's, or alone."""

from collections.abc import Mapping

from .rules import DMQ, ErrorRule

NUMBER_MISSING = ErrorRule(
    "number_missing",
    {"01": 0.013, "02": 0.013, "03": 0.038, "04": 0.033, "05": 0.071, "06": 0.088, "07": 0.110},
    f"By source setting. Level: ranks 6 and 7 are 3.6% of matched rows in the {DMQ}. Order of settings: number"
    " and birth date usable in 99.7% of inpatient and 98.0% of emergency records (CUREd).",
    by_person=True,
)

NUMBER_MISTYPED = ErrorRule(
    "number_mistyped",
    {"digit": 0.0015, "swap": 0.0015},
    "By kind: one digit changed, or two neighbours swapped; both always break the check digit. No published"
    " rate was found: our choice, about a tenth of the numbers that are missing.",
)

OTHER_NUMBER_KINDS: Mapping[str, float] = {"stranger": 0.86, "relative": 0.14}
"""Another person's number: picked at random in a list, or that of somebody in the household. Our choice. How
many records bear one is a setting of the world, `other_number`, 0.3% unless told otherwise: with it and the
records below that hold a number only, rank 8 comes to its 2.06% of matched rows in the report of April 2015."""

MOTHERS_NUMBER = ErrorRule(
    "mothers_number",
    {"under six weeks": 0.10},
    "Babies under six weeks were long without a number of their own (HES data dictionary); that the mother's"
    " is used instead in one record of ten is our choice.",
)

OLD_NUMBER = ErrorRule(
    "old_number",
    {"superseded": 0.3},
    "Records made after a number was superseded that still bear it; those made before all do. Our choice.",
)

NUMBER_ONLY = ErrorRule(
    "number_only",
    {"rest blank": 0.0160},
    f"Birth date, sex and postcode blank: most of rank 8, 2.06% of matched rows in the {DMQ}. Our choice in"
    " the open: the shares of nine ranks cannot identify every mechanism.",
)

NUMBER_RULES = (
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    MOTHERS_NUMBER,
    OLD_NUMBER,
    NUMBER_ONLY,
)
"""A record has at most one of these faults of its number, though one that bears a number only may bear another's; at
most one fault of its birth date and one of its postcode; how they go together is told in record_quality.py."""
