"""What the values of a column are, by our name for it: the same in every layout."""

from collections.abc import Iterable

from linkage.layouts.column_kind import is_date, is_time
from linkage.steps.inputs.reason import JOINING_KEYS, OWN_KEYS
from linkage.words.names import HOSPITAL


def dates(columns: Iterable[str]) -> tuple[str, ...]:
    """Those of `columns` that hold dates."""
    return tuple(filter(is_date, columns))


def times(columns: Iterable[str]) -> tuple[str, ...]:
    """Those that hold times of day."""
    return tuple(filter(is_time, columns))


def keys(dataset: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Those that hold keys of records, people or places."""
    known = (*OWN_KEYS[dataset], *JOINING_KEYS.get(dataset, ()))
    return tuple(name for name in columns if name in known)


IDENTIFIERS = ("nhs_number", "sex", "postcode")
"""What people are known by, besides dates."""
CODES = (
    "nhs_number_status", "source_setting", "imaging_code_snomed", "episode_order", "episode_status", "episode_type",
    "patient_class", "main_specialty", "treatment_specialty", "attended", "outcome", "disposal", "department_type",
)  # fmt: skip
"""Codes of digits, which a program with gaps in a column of numbers writes as 1.0."""


def codes(columns: Iterable[str]) -> tuple[str, ...]:
    """Those that hold codes of digits."""
    return tuple(name for name in columns if name in CODES)


def locals_of(columns: Iterable[str]) -> tuple[str, ...]:
    """Those that hold what a provider alone calls its patient."""
    return tuple(name for name in columns if name == "local_patient_id")


def has_identifiers(dataset: str) -> bool:
    """Whether the sexes and numbers of a data set are those of people: a lookup has the sex that a test is for."""
    return dataset == "did" or dataset in HOSPITAL
