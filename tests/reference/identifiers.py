"""The four identifiers of a record together: what each is worth, and the values to compare."""

from collections.abc import Mapping
from datetime import date

from tests.reference import birth_date, nhs_number, postcode, sex

FIELDS = ("nhs_number", "birth_date", "sex", "postcode")

Raw = Mapping[str, object]
"""The four fields as submitted: text or None."""
Clean = dict[str, str | date | None]
"""The four fields to compare."""


def text(raw: Raw, field: str) -> str | None:
    """A field as submitted."""
    value = raw[field]
    assert value is None or isinstance(value, str)
    return value


def of_event(raw: Raw, test_date: date) -> Clean:
    """The comparing values of an event."""
    return {
        "nhs_number": nhs_number.clean(text(raw, "nhs_number")),
        "birth_date": birth_date.did_clean(text(raw, "birth_date"), test_date),
        "sex": sex.clean(text(raw, "sex")),
        "postcode": postcode.clean(text(raw, "postcode")),
    }


def states_of_event(raw: Raw, test_date: date) -> dict[str, str]:
    """What became of each identifier of an event."""
    return {
        "nhs_number_state": nhs_number.state(text(raw, "nhs_number")),
        "birth_date_state": birth_date.did_state(text(raw, "birth_date"), test_date),
        "sex_state": sex.state(text(raw, "sex")),
        "postcode_state": postcode.state(text(raw, "postcode")),
    }


def of_hospital_record(raw: Raw, start_date: date | None) -> Clean:
    """The comparing values of a hospital record, and what can be read of a birth date that is none."""
    return {
        "nhs_number": nhs_number.clean(text(raw, "nhs_number")),
        "birth_date": birth_date.hes_clean(text(raw, "birth_date"), start_date),
        "sex": sex.clean(text(raw, "sex")),
        "postcode": postcode.clean(text(raw, "postcode")),
        "birth_date_parts": birth_date.hes_parts(text(raw, "birth_date"), start_date),
    }
