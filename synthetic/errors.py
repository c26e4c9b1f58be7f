"""How identifiers go wrong: five rules for imaging records, four for hospital records; rates and sources."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorRule:
    """One way in which an identifier goes wrong."""

    name: str
    rates: Mapping[str, float]
    """Share of records it strikes, by the part of the records that the key names, or by outcome."""
    source: str


NUMBER_MISSING = ErrorRule(
    "number_missing",
    {"01": 0.012, "02": 0.012, "03": 0.035, "04": 0.030, "05": 0.065, "06": 0.080, "07": 0.100},
    "By source setting. Level: ranks 6 and 7 are 3.6% of matched rows in the HES-DID matching report of April"
    " 2015. Order of settings: number and birth date usable in 99.7% of inpatient and 98.0% of emergency"
    " records (CUREd).",
)

NUMBER_MISTYPED = ErrorRule(
    "number_mistyped",
    {"digit": 0.002, "swap": 0.002},
    "By kind: one digit changed, or two neighbours swapped; both always break the check digit. No published"
    " rate was found: our choice, about a tenth of the numbers that are missing.",
)

BIRTH_DATE_SLIPPED = ErrorRule(
    "birth_date_slipped",
    {"slipped": 0.005},
    "624 of 126,904 people (0.49%) have two birth dates under one NHS number in one English trust (CRATE,"
    " empirical rates, 2023).",
)

BIRTH_DATE_SHAPES = {
    "day by 1": 74, "day by 2": 41, "day otherwise": 159,
    "month by 1": 64, "month by 2": 33, "month otherwise": 75,
    "year by 1": 55, "year by 2": 18, "year otherwise": 63,
    "day and month swapped": 3, "two parts": 39,
}  # fmt: skip
"""People by the shape of the slip, from the same source: one part differs in 93%, often by one or two."""

POSTCODE_UNKNOWN = ErrorRule(
    "postcode_unknown",
    {"": 0.054, "ZZ99 3VZ": 0.0020, "ZZ99 3WZ": 0.0013, "ZZ99 3CZ": 0.0003, "ZZ99 6CZ": 0.0002},
    "By what is written instead. Blank: rank 1B is 5.5% of matched rows in the report of April 2015. ZZ99:"
    " 0.38% of people, 0.20% no fixed abode (3VZ), in one English trust (CRATE).",
)

SEX_WRONG = ErrorRule(
    "sex_wrong",
    {"other": 0.0030, "0": 0.0040, "9": 0.0025},
    "By what is written instead: the other sex in 0.29% of people (CRATE); not known (0) and not specified"
    " (9) our choice, within rank 5, which is 0.87% of matched rows in the report of April 2015.",
)

IMAGING_RULES = (NUMBER_MISSING, NUMBER_MISTYPED, BIRTH_DATE_SLIPPED, POSTCODE_UNKNOWN, SEX_WRONG)
"""Each strikes imaging records independently of the others; a missing number cannot be mistyped as well."""

HES_NUMBER_MISSING = ErrorRule(
    "hes_number_missing",
    {"apc": 0.003, "op": 0.010, "ae": 0.020},
    "By data set. Inpatient and emergency: records without usable number and birth date (CUREd); outpatients"
    " lie between.",
)

HES_BIRTH_DATE_NULL = ErrorRule(
    "hes_birth_date_null",
    {"1800-01-01": 0.0011},
    "Birth date wrong or missing in 0.11% of HES inpatient records (Harron and others, 2017).",
)

HES_SEX_UNKNOWN = ErrorRule(
    "hes_sex_unknown",
    {"0": 0.0006, "9": 0.0005},
    "Sex wrong or missing in 0.11% of HES inpatient records (Harron and others, 2017).",
)

HES_POSTCODE_UNKNOWN = ErrorRule(
    "hes_postcode_unknown",
    {"ZZ99 3VZ": 0.0020, "ZZ99 3WZ": 0.0018},
    "ZZ99 for 0.38% of people in one English trust (CRATE).",
)

HOSPITAL_RULES = (HES_NUMBER_MISSING, HES_BIRTH_DATE_NULL, HES_SEX_UNKNOWN, HES_POSTCODE_UNKNOWN)
