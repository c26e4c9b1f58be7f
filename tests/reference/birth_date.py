"""Birth dates: what a value as submitted is worth, and the date to compare."""

from datetime import date

EARLIEST = date(1895, 1, 1)
NULL_DATES = (date(1800, 1, 1), date(1801, 1, 1), date(1600, 1, 1), date(1582, 10, 15))
"""Dates that HES writes for "nothing submitted" and "invalid submitted"."""


def real_date(year: str, month: str, day: str) -> date | None:
    """The date of three runs of ASCII digits, or None when there is no such day."""
    for part in (year, month, day):
        if not (part.isascii() and part.isdigit()):
            return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def iso(text: str) -> date | None:
    """The date written YYYY-MM-DD."""
    if len(text) == 10 and text[4] == "-" and text[7] == "-":
        return real_date(text[:4], text[5:7], text[8:])
    return None


def slashed(text: str) -> date | None:
    """The date written DD/MM/YYYY."""
    if len(text) == 10 and text[2] == "/" and text[5] == "/":
        return real_date(text[6:], text[3:5], text[:2])
    return None


def compact(text: str) -> date | None:
    """The date written YYYYMMDD or DDMMYYYY; from 1895 on no text reads as both."""
    if len(text) != 8:
        return None
    year_first = real_date(text[:4], text[4:6], text[6:])
    if year_first is not None:
        return year_first
    return real_date(text[4:], text[2:4], text[:2])


def hes_date(text: str) -> date | None:
    """A date in any of the four forms that HES extracts use."""
    for form in (iso, slashed, compact):
        found = form(text)
        if found is not None:
            return found
    return None


def end_of_data_year(day: date) -> date:
    """The 31 March that ends the HES year of `day`."""
    if (day.month, day.day) <= (3, 31):
        return date(day.year, 3, 31)
    return date(day.year + 1, 3, 31)


def judged(found: date | None, latest: date | None) -> str:
    """The state of a submitted value; `latest` is the last possible birth date, None for no limit."""
    if found is None:
        return "malformed"
    if found in NULL_DATES:
        return "null_date"
    if found < EARLIEST:
        return "too_early"
    if latest is not None and found > latest:
        return "after_test"
    return "valid"


def did_state(raw: str | None, test_date: date) -> str:
    """What became of an event's birth date."""
    if raw is None or raw.strip() == "":
        return "missing"
    return judged(iso(raw.strip()), test_date)


def did_clean(raw: str | None, test_date: date) -> date | None:
    """An event's birth date to compare, or None."""
    if raw is None or did_state(raw, test_date) != "valid":
        return None
    return iso(raw.strip())


def hes_state(raw: str | None, start_date: date | None) -> str:
    """What became of the birth date of a hospital record that starts on `start_date`."""
    if raw is None or raw.strip() == "":
        return "missing"
    latest = None if start_date is None else end_of_data_year(start_date)
    return judged(hes_date(raw.strip()), latest)


def hes_clean(raw: str | None, start_date: date | None) -> date | None:
    """A hospital record's birth date to compare, or None."""
    if raw is None or hes_state(raw, start_date) != "valid":
        return None
    return hes_date(raw.strip())
