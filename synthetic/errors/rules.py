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

POSTCODE_UNKNOWN = ErrorRule(
    "postcode_unknown",
    {"": 0.0540, "ZZ99 3VZ": 0.0020, "ZZ99 3WZ": 0.0013, "ZZ99 3CZ": 0.0003, "ZZ99 6CZ": 0.0002},
    f"By what is written instead. Blank: rank 1B is 5.5% of matched rows in the {DMQ}. ZZ99: 0.38% of people,"
    " 0.20% no fixed abode (3VZ), in one English trust (CRATE).",
    by_person=True,
)

POSTCODE_MISTYPED = ErrorRule(
    "postcode_mistyped",
    {"letters switched": 0.00027, "digits switched": 0.0006, "one character": 0.0010},
    "By kind. The last two letters switched: 27 of 101,349 people (CRATE). Two neighbouring digits switched, and one"
    " character changed: our choice, within the 0.97% whose postcodes differ inside one sector, most by moves.",
    by_person=True,
)

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

COPIED = "record_copied", "birth_date_copied"
"""The record bears birth date, sex and postcode of somebody else of the household, or the birth date alone: the
clerk had the wrong line of a family before him. The number is the person's own. Settings of the world,
`copied_records`, 0.3%, and `copied_dates`, 0.05%, of the records of people who live with somebody whom a hospital
knows, about two thirds of all: uncertain. Of records where clerks copy, 0.2% to 0.5% is thought likely; no
published rate was found."""

NUMBER_RULES = (
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    MOTHERS_NUMBER,
    OLD_NUMBER,
    NUMBER_ONLY,
)
"""A record has at most one of these faults of its number, at most one fault of its birth date and one of its
postcode; how they go together is told in record_quality.py."""

STRUCK = (
    "number_missing", "number_mistyped", "other_number", "mothers_number", "old_number", "number_only",
    *COPIED, "birth_date_lost", "birth_date_default", "birth_date_day_first", "birth_date_slipped",
    "postcode_unknown", "postcode_mistyped", "sex_wrong", SEX_BLANK_TOO,
)  # fmt: skip
"""Columns of world_error: what each rule does to an event, null when it spares it."""
