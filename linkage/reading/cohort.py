"""Continuous stays with a diagnosis: the denominator of a question about stays."""

import re
from collections.abc import Sequence
from datetime import date
from textwrap import dedent

from linkage.engine.quote import literal
from linkage.errors import ConfigError
from linkage.reading.point import Point

ICD_10 = re.compile(r"[A-Z][0-9][0-9A-Z][0-9A-Z]{0,2}")
STAYS = Point("cohort", "", "cips_id", "admission_date", "first_provider_code", "admission_date is not null")
"""Where a pathway from a cohort starts: the admission of each of its stays."""
FIRST_PLACE = "diagnosis_01"
DAYS = 'admitted is the first and the last day: ("2019-11-01", "2019-11-30")'


def codes_of(diagnosis: str | Sequence[str]) -> tuple[str, ...]:
    """
    ICD-10 codes as HES has them, without a point, in capitals; each stands for all codes that begin with it.

    ConfigError for what is none, or for none at all.
    """
    asked = (diagnosis,) if isinstance(diagnosis, str) else tuple(diagnosis)
    codes = tuple(code.replace(".", "").strip().upper() for code in asked)
    if not codes or not all(ICD_10.fullmatch(code) for code in codes):
        raise ConfigError(
            'diagnosis is an ICD-10 code or several, three to five characters: "I63" or ["I61", "I63"]'
        )
    return codes


def cohort_sql(codes: Sequence[str], places: Sequence[str], admitted: tuple[date, date] | None) -> str:
    """
    One row per continuous stay, with the columns of `cips`, in which an episode has one of `codes` in one of `places`.

    `places` are columns of `episodes`: the first diagnosis alone, or all twenty.
    """
    said = " or ".join(f"starts_with({place}, {literal(code)})" for place in places for code in codes)
    first, last = (f"date {literal(day.isoformat())}" for day in admitted or (date.min, date.max))
    when = f" and admission_date between {first} and {last}" if admitted else ""
    return dedent(f"""\
        select *
        from cips
        where cips_id in (select cips_id from episodes where not is_duplicate and ({said})){when}""")


def days_of(admitted: tuple[str | date, str | date] | None) -> tuple[date, date] | None:
    """First and last day of admission; ConfigError for what is no date, or the wrong way round."""
    if admitted is None:
        return None
    try:
        first, last = (day if isinstance(day, date) else date.fromisoformat(day) for day in admitted)
    except (TypeError, ValueError):
        raise ConfigError(DAYS) from None
    if last < first:
        raise ConfigError(DAYS)
    return first, last
