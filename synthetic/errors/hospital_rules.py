"""How identifiers go wrong in hospital records: named rules; a record has at most one of these faults."""

from collections.abc import Mapping

from .rules import ErrorRule

HES_NUMBER_MISSING = ErrorRule(
    "hes_number_missing",
    {"apc": 0.003, "op": 0.010, "ae": 0.020},
    "By data set. Inpatient and emergency: records without usable number and birth date (CUREd); outpatients"
    " lie between.",
)

HES_BIRTH_DATE_NULL = ErrorRule(
    "hes_birth_date_null",
    {"1800-01-01": 0.0003, "1801-01-01": 0.0002},
    "Not submitted, or not a date: the two null dates of HES from 2012/13 on. Birth date wrong or missing in"
    " 0.11% of HES inpatient records (Harron and others, 2017), here with the people below.",
)

HES_BY_PERSON = ("hes_undated", "hes_default_date", "hes_impossible_date")
"""Of all records of a person, beside a fault of one: no birth date in any (`undated_people` of the settings, 0.05%
of people, uncertain), or at one hospital a default of DEFAULT_DATES, since who is registered once with it bears it
on every record there (`default_dates`, 0.05% of registrations, uncertain), or likewise a date that no calendar has
(`impossible_dates`, 0.02% of registrations, uncertain)."""

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

HOSPITAL_RULES = (
    HES_NUMBER_MISSING,
    HES_BIRTH_DATE_NULL,
    HES_SEX_UNKNOWN,
    HES_POSTCODE_UNKNOWN,
)


def faults(dataset: str) -> Mapping[str, float]:
    """The faults a record of a data set (apc, op or ae) may have, each with its probability."""
    listed = {"no number": HES_NUMBER_MISSING.rates[dataset]}
    for rule in HOSPITAL_RULES[1:]:
        listed.update(rule.rates)
    return listed
