"""How identifiers go wrong in imaging records: each way a named rule with its rates and their source."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorRule:
    """One way in which an identifier goes wrong."""

    name: str
    rates: Mapping[str, float]
    """Share of records it strikes, by the part of the records that the key names, or by outcome."""
    source: str
    by_person: bool = False
    """Whether the rate is multiplied by `times` of record_quality.py, whose mean is about 1."""


DMQ = "HES-DID data matching quality report of April 2015"

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

BIRTH_DATE_SLIPPED = ErrorRule(
    "birth_date_slipped",
    {"with number": 0.0010, "without number": 0.0050},
    f"With a number: ranks 3 and 4 are 0.086% of matched rows in the {DMQ}, and 0.11% of HES inpatient records"
    " have a wrong birth date (Harron and others, 2017). Without: 624 of 126,904 people (0.49%) have two birth"
    " dates under one NHS number in one English trust (CRATE, empirical rates, 2023).",
    by_person=True,
)

BIRTH_DATE_SHAPES = {
    "day by 1": 74, "day by 2": 41, "day otherwise": 159,
    "month by 1": 64, "month by 2": 33, "month otherwise": 75,
    "year by 1": 55, "year by 2": 18, "year otherwise": 63,
    "day and month swapped": 3, "two parts": 39,
}  # fmt: skip
"""People by the shape of the slip, from CRATE: one part differs in 93%, often by one or two."""

BIRTH_DATE_LOST = ErrorRule(
    "birth_date_lost",
    {"blank": 0.0004, "1 January": 0.0003},
    "Blank, or 1 January of the year of birth, the commonest default. Our choice in the open: birth date blank"
    f" or more than one part wrong in 0.07% of matched rows, within ranks 5 and 8 of the {DMQ}.",
)

POSTCODE_UNKNOWN = ErrorRule(
    "postcode_unknown",
    {"": 0.0540, "ZZ99 3VZ": 0.0020, "ZZ99 3WZ": 0.0013, "ZZ99 3CZ": 0.0003, "ZZ99 6CZ": 0.0002},
    f"By what is written instead. Blank: rank 1B is 5.5% of matched rows in the {DMQ}. ZZ99: 0.38% of people,"
    " 0.20% no fixed abode (3VZ), in one English trust (CRATE).",
    by_person=True,
)

SEX_WRONG = ErrorRule(
    "sex_wrong",
    {"other": 0.0030, "": 0.0025, "0": 0.0025, "9": 0.0015},
    "By what is written instead: the other sex in 0.29% of people (CRATE); blank, not known (0) and not"
    f" specified (9) together 0.65%, our choice in the open within rank 5, 0.87% of matched rows in the {DMQ}.",
)

IMAGING_RULES = (
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    MOTHERS_NUMBER,
    OLD_NUMBER,
    NUMBER_ONLY,
    BIRTH_DATE_SLIPPED,
    BIRTH_DATE_LOST,
    POSTCODE_UNKNOWN,
    SEX_WRONG,
)
"""A record has at most one fault of its number, and at most one of its birth date; the rules are otherwise
independent of one another, but for what record_quality.py makes go together."""

STRUCK = (
    "number_missing", "number_mistyped", "other_number", "mothers_number", "old_number", "number_only",
    "birth_date_slipped", "birth_date_lost", "postcode_unknown", "sex_wrong",
)  # fmt: skip
"""Columns of world_error: what each rule does to an event, null when it spares it."""
