"""The rows of one event's table, from what was sent and what HES holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from linkage.config import codes
from linkage.config.job import EvidenceTable
from linkage.engine.base import Row
from linkage.review.letters import edits
from linkage.review.shown import Cell, ShownRow, beside, lines, plain
from linkage.steps.probabilistic.evidence.weigh import OFF

MOST_LINES = 8
"""Lines of a cell; of more the rest are counted."""
Told = Sequence[Sequence[object]]
KINDS = {"admitted": "in hospital", "emergency": "emergency visit", "outpatient": "outpatient appointment"}
USED = (("NHS number", "nhs_number"), ("Birth date", "birth_date"), ("Sex", "sex"), ("Postcode", "postcode"))


@dataclass(frozen=True)
class EventTold:
    """An event as it came (raw) and as it was cleaned."""

    event_id: str
    identity: str
    raw: Mapping[str, str | None]
    clean: Mapping[str, str | None]
    test_date: str
    provider: str | None
    site: str | None
    practice: str | None
    ethnic: str | None
    setting: str | None
    referrer: str | None
    requested: str | None
    number_status: str | None

    @classmethod
    def of(cls, row: Row) -> "EventTold":
        """From a row of evidence.events_sql."""
        text = [None if value is None else str(value) for value in row]
        names = [name for _, name in USED]
        return cls(
            str(row[0]),
            str(row[1]),
            dict(zip(names, text[2:10:2], strict=True)),
            dict(zip(names, text[3:10:2], strict=True)),
            str(row[10]),
            *text[11:19],
        )

    def about(self) -> tuple[tuple[str, str], ...]:
        """What is said of the event besides its person."""
        said = (
            ("Day of the test", self.test_date),
            ("Provider", self.provider),
            ("Site", self.site),
            ("Requested on", self.requested),
            ("Setting", meaning("source_setting", self.setting)),
            ("Referring organisation", self.referrer),
            ("NHS number status", self.number_status),
        )
        return tuple((name, value) for name, value in said if value)


@dataclass(frozen=True)
class PersonTold:
    """What HES holds of a person."""

    held: Told
    """nhs_number, birth_date, sex, postcode of each identity."""
    told: Mapping[str, Told]
    """By thing told: value, first day, last day, records."""
    died: str | None


def event_rows(
    event: EventTold,
    people: Sequence[PersonTold],
    contacts: Sequence[Told],
    near: tuple[int, ...] | None,
    evidence: EvidenceTable = OFF,
) -> tuple[ShownRow, ...]:
    """Every row: what the program compares, further `evidence` that the job has it weigh among it, and what not."""
    used = [
        ShownRow(
            name,
            spelt(event.raw[column], event.clean[column], column),
            tuple(held_cell(event.clean[column], one.held, place) for one in people),
            is_used=True,
        )
        for place, (name, column) in enumerate(USED)
    ]
    besides = (
        ShownRow(
            "Addresses by date",
            plain(event.raw["postcode"]),
            tuple(dated(one.told["address"]) for one in people),
        ),
        ShownRow("GP practice", plain(event.practice), tuple(dated(one.told["practice"]) for one in people)),
        ShownRow(
            "Ethnic category",
            plain(meaning("ethnic_category", event.ethnic)),
            tuple(dated(one.told["ethnic"], "ethnic_category") for one in people),
        ),
        ShownRow(
            "Hospital contacts around the test", plain(event.test_date), tuple(map(contact_cell, contacts))
        ),
        ShownRow(
            "Died", plain("-"), tuple(plain(one.died or "not that HES or the deaths say") for one in people)
        ),
        ShownRow("Others at the event's postcode", neighbours(near), tuple(plain("-") for _ in people)),
    )
    weighed = {
        "GP practice": evidence.gp_practice,
        "Hospital contacts around the test": evidence.hospital_activity,
    }
    return (*used, *(replace(row, is_used=weighed.get(row.name, False)) for row in besides))


def spelt(raw: str | None, clean: str | None, column: str) -> Cell:
    """What was sent, and what it was read as where that is something else."""
    if not raw:
        return ()
    if column == "sex":
        return plain(meaning("sex", clean) or f"{raw}: not used")
    if clean is None:
        return lines((raw, "cannot be used"))
    return plain(clean) if clean == raw.replace(" ", "").upper() else lines((clean, f"sent as {raw}"))


def held_cell(event: str | None, held: Told, place: int) -> Cell:
    """Every spelling that HES has, the nearest to the event's first, letters that differ marked."""
    found = sorted({str(row[place]) for row in held if row[place] is not None})
    if place == [name for _, name in USED].index("sex"):
        return plain(" and ".join(meaning("sex", text) or text for text in found))
    nearest = sorted(found, key=lambda text: (edits(event, text), text))
    rest = lines([f"and {len(nearest) - MOST_LINES} more"]) if len(nearest) > MOST_LINES else ()
    return (*beside(event, nearest[:MOST_LINES]), *rest)


def dated(told: Told, code: str | None = None) -> Cell:
    """Values with the days of the first and last record that say so."""
    said = [
        f"{meaning(code, str(value)) if code else value} ({days(first, last)}, {records} records)"
        for value, first, last, records in told
    ]
    rest = [f"and {len(said) - MOST_LINES} more"] if len(said) > MOST_LINES else []
    return lines([*said[:MOST_LINES], *rest])


def days(first: object, last: object) -> str:
    """A span of days in words."""
    if first is None:
        return "no date"
    return str(first) if first == last else f"{first} to {last}"


def contact_cell(contacts: Told) -> Cell:
    """Contacts around the day, those of that day at the event's provider first."""
    said = []
    for kind, provider, first, last, attended, is_here, is_that_day in contacts:
        when = "that day" if is_that_day else "near that day"
        where = "at this provider" if is_here else "elsewhere"
        came = meaning("attended", str(attended)) if attended is not None else None
        said.append(
            f"{when} {where}: {KINDS[str(kind)]}, {provider or 'provider not known'}, {days(first, last)}"
            + (f", {came}" if came else "")
        )
    rest = [f"and {len(said) - MOST_LINES} more"] if len(said) > MOST_LINES else []
    return lines([*said[:MOST_LINES], *rest] or ["none in HES"])


def neighbours(near: tuple[int, ...] | None) -> Cell:
    """How many others HES has at the event's postcode, and how many of them are easily mistaken for each other."""
    if near is None:
        return ()
    whole, same_day, same_year = near
    return lines(
        (
            f"People ever at the event's postcode in HES: {whole}",
            f"of them born on the event's birth date: {same_day}",
            f"of its sex and year of birth: {same_year}",
        )
    )


def meaning(code_list: str | None, code: str | None) -> str | None:
    """A code with its meaning, or as it is."""
    if code is None or code_list is None:
        return code
    known = {row["code"]: row["meaning"] for row in codes.read(code_list)}
    return f"{code}: {known[code]}" if code in known else code
