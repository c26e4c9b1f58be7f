"""Small deliveries of imaging events and their hospital records, written as files a provider would send."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from tests.reference.nhs_number import check_digit

JOB = """
[job]
name = "delivery"
[did]
paths = ["did/*.csv"]
[hes.apc]
paths = ["hes/apc.txt"]
person_id = "TOKEN_PERSON_ID"
[linkage]
profile = "dmq_2015"
"""
EPISODES = (
    "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD"
    "|EPISTART|EPIEND|ADMIDATE|DISDATE|PROVSPNOPS|PROCODET|EPISTAT"
)
FIRST_DAY = {"2019-10": date(2019, 10, 1), "2019-11": date(2019, 11, 1), "2020-04": date(2020, 4, 1)}


def numbers(count: int) -> list[str]:
    """Valid NHS numbers of the 999 range."""
    stems = (f"999{place:06}" for place in range(100, 100 + 2 * count))
    valid = [f"{stem}{digit}" for stem in stems if (digit := check_digit(stem)) is not None]
    return valid[:count]


def person(place: int, number: str) -> tuple[str, str, str, str]:
    """NHS number, birth date, sex, postcode of made-up person `place`."""
    return (
        number,
        f"19{40 + place % 50}-0{1 + place % 9}-1{place % 10}",
        str(1 + place % 2),
        f"AB{1 + place % 9} {place % 9}CD",
    )


def did_lines(month: str, providers: Mapping[str, int], start: int = 0) -> list[str]:
    """So many events of each provider, each of another person, over the days of the month."""
    people = numbers(sum(providers.values()) + start)
    lines, place = [], start
    for provider, events in providers.items():
        for _ in range(events):
            number, born, sex, postcode = person(place, people[place])
            day = FIRST_DAY[month] + timedelta(days=place % 28)
            fields = (number, "01", born, "A", sex, postcode, "F85678", "03", "C1234567", provider)
            dates = ("2019-09-01", "2019-09-02", day.isoformat(), "XCHES", "", "")
            lines.append(",".join((*fields, *dates, f"{provider}01", f"{month}-A{place:05}")))
            place += 1
    return lines


def hes_lines(count: int, until: date = date(2020, 4, 30), days: int = 300) -> list[str]:
    """A header, then an episode of one day for each person, over so many days that end on `until`."""
    lines = [EPISODES]
    for place, number in enumerate(numbers(count)):
        _, born, sex, postcode = person(place, number)
        day = until - timedelta(days=place % days)
        lines.append(
            f"{place:012}|P{place:06}|{number}|{born}|{sex}|{postcode}|{day}|{day}|{day}|{day}|S{place:05}|RZ1|3"
        )
    return lines


def put(path: Path, lines: Iterable[str], *, end: str = "\n") -> Path:
    """A text file of these lines; gives its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + end, "utf-8")
    return path


def job(folder: Path, more: str = "", episodes: int = 300) -> Path:
    """A job with hospital records and no imaging file yet; gives the job file."""
    put(folder / "hes" / "apc.txt", hes_lines(episodes))
    path = folder / "job.toml"
    path.write_text(JOB + more)
    return path
