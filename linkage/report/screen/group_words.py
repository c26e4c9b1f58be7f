"""A group of events in words: codes with what they mean, and what stands behind "unknown"."""

from linkage.config.codes import read
from linkage.words.figure import UNKNOWN

NAMES = {
    "sex": "sex",
    "age_band": "age at test",
    "ethnic_group": "ethnic group",
    "deprivation": "deprivation decile",
    "source_setting": "patient source setting",
    "modality": "modality",
    "nhs_number_status": "NHS number status",
    "nhs_number_state": "NHS number",
    "provider": "provider",
}
UNKNOWNS = {
    "sex": "sex not given",
    "age_band": "no usable birth date (age not known)",
    "deprivation": "no usable postcode (deprivation not known)",
    "source_setting": "patient source setting not given",
    "modality": "modality not known",
    "nhs_number_status": "NHS number status not given",
    "provider": "provider not known",
}
STATUSES = {
    "01": "number present and verified",
    "02": "number present, not traced",
    "03": "trace required",
    "04": "trace attempted, no match or several",
    "05": "trace needs to be resolved",
    "06": "trace in progress",
    "07": "number not present, trace not required",
    "08": "trace postponed (baby under six weeks)",
}
"""NHS Data Model and Dictionary: NHS NUMBER STATUS INDICATOR CODE."""
STATES = {
    "valid": "valid",
    "test_number": "valid, of the test range 999",
    "missing": "missing",
    "malformed": "not ten digits",
    "check_digit": "wrong check digit",
    "palindrome": "reads the same backwards, and is refused",
    "sentinel": "a number that stands for none",
}
CODED = ("source_setting", "sex")


def meanings(breakdown: str) -> dict[str, str]:
    """What the codes of a breakdown mean; empty where its categories are words."""
    if breakdown in CODED:
        return {row["code"]: row["meaning"] for row in read(breakdown)}
    return {"nhs_number_status": STATUSES, "nhs_number_state": STATES}.get(breakdown, {})


def with_meaning(breakdown: str, category: str) -> str:
    """
    A category as tables have it: a code with its meaning, a state in words.

    >>> with_meaning("sex", "1"), with_meaning("nhs_number_status", "03"), with_meaning("deprivation", "unknown")
    ('1 Male', '03 trace required', 'no usable postcode')
    """
    if category == UNKNOWN and breakdown in UNKNOWNS:
        return UNKNOWNS[breakdown].partition(" (")[0]
    known = meanings(breakdown)
    if breakdown == "nhs_number_state":
        return known.get(category, category)
    return f"{category} {known[category]}" if category in known else category


def called(breakdown: str, category: str) -> str:
    """
    A group as sentences have it.

    >>> called("age_band", "90+"), called("sex", "2"), called("deprivation", "unknown")
    ('age at test 90+', 'sex Female', 'no usable postcode (deprivation not known)')
    """
    if category == UNKNOWN and breakdown in UNKNOWNS:
        return UNKNOWNS[breakdown]
    return f"{NAMES.get(breakdown, breakdown)} {meanings(breakdown).get(category, category)}"
