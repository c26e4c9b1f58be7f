"""Birth dates: what a value as submitted is worth, and the date to compare."""

from datetime import date

EARLIEST = date(1895, 1, 1)
NULL_DATES = (date(1800, 1, 1), date(1801, 1, 1), date(1600, 1, 1), date(1582, 10, 15))
"""Dates that HES writes for "nothing submitted" and "invalid submitted"."""
READ = ("valid", "read_exchanged")


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


def exchanged(text: str) -> str:
    """The text with the two figures of day and of month exchanged, in whichever of the four forms it is."""
    if len(text) == 10 and text[4] == "-":
        return f"{text[:4]}-{text[8:]}-{text[5:7]}"
    if len(text) == 10:
        return f"{text[3:5]}/{text[:2]}/{text[6:]}"
    return text


def compact_exchanged(text: str) -> date | None:
    """Eight digits as YYYYDDMM, from 1500 on, or else MMDDYYYY."""
    if len(text) != 8:
        return None
    year_first = real_date(text[:4], text[6:], text[4:6])
    if year_first is not None and year_first >= date(1500, 1, 1):
        return year_first
    return real_date(text[4:], text[:2], text[2:4])


def read(text: str, *, is_hes: bool) -> date | None:
    """The date as written, or, where there is no such day, with day and month exchanged."""
    if not is_hes:
        return iso(text) or iso(exchanged(text))
    return hes_date(text) or hes_date(exchanged(text)) or compact_exchanged(text)


def end_of_data_year(day: date) -> date:
    """The 31 March that ends the HES year of `day`."""
    if (day.month, day.day) <= (3, 31):
        return date(day.year, 3, 31)
    return date(day.year + 1, 3, 31)


def judged(found: date | None, latest: date | None, *, as_written: bool) -> str:
    """The state of a submitted value; `latest` is the last possible birth date, None for no limit."""
    if found is None:
        return "malformed"
    if found in NULL_DATES:
        return "null_date"
    if found < EARLIEST:
        return "too_early"
    if latest is not None and found > latest:
        return "after_test"
    return "valid" if as_written else "read_exchanged"


def did_state(raw: str | None, test_date: date) -> str:
    """What became of an event's birth date."""
    if raw is None or raw.strip() == "":
        return "missing"
    text = raw.strip()
    return judged(read(text, is_hes=False), test_date, as_written=iso(text) is not None)


def did_clean(raw: str | None, test_date: date) -> date | None:
    """An event's birth date to compare, or None."""
    if raw is None or did_state(raw, test_date) not in READ:
        return None
    return read(raw.strip(), is_hes=False)


def hes_state(raw: str | None, start_date: date | None) -> str:
    """What became of the birth date of a hospital record that starts on `start_date`."""
    if raw is None or raw.strip() == "":
        return "missing"
    latest = None if start_date is None else end_of_data_year(start_date)
    text = raw.strip()
    return judged(read(text, is_hes=True), latest, as_written=hes_date(text) is not None)


def hes_clean(raw: str | None, start_date: date | None) -> date | None:
    """A hospital record's birth date to compare, or None."""
    if raw is None or hes_state(raw, start_date) not in READ:
        return None
    return read(raw.strip(), is_hes=True)


def parts(year: str, month: str, day: str, latest: date | None) -> str | None:
    """What an impossible date says: the year and the month, else the year and the day; None for less."""
    if not all(part.isascii() and part.isdigit() for part in (year, month, day)):
        return None
    if not EARLIEST.year <= int(year) <= (latest or date.max).year:
        return None
    if 1 <= int(month) <= 12:
        return f"{year}-{month}-XX"
    return f"{year}-XX-{day}" if 1 <= int(day) <= 31 else None


def hes_parts(raw: str | None, start_date: date | None) -> str | None:
    """What can be read of the birth date of a hospital record that is no date in any spelling."""
    if raw is None or hes_state(raw, start_date) != "malformed":
        return None
    text, latest = raw.strip(), None if start_date is None else end_of_data_year(start_date)
    if len(text) == 10 and text[4] == text[7] == "-":
        return parts(text[:4], text[5:7], text[8:], latest)
    if len(text) == 10 and text[2] == text[5] == "/":
        return parts(text[6:], text[3:5], text[:2], latest)
    if len(text) == 8:
        found = [
            parts(text[:4], text[4:6], text[6:], latest),
            parts(text[4:], text[2:4], text[:2], latest),
        ]
        return next(filter(None, found), None) if None in found else None
    return None
