"""The tables of a sample as what reviewers are shown, event by event: a few hundred, in an order that tells nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linkage.commands.review import evidence
from linkage.commands.review.cells import EventTold, PersonTold, event_rows
from linkage.commands.review.opened import OpenedFiles
from linkage.engine.base import Row
from linkage.engine.table import has_table
from linkage.release.content.published import make_pseudonym_table
from linkage.review.shown import ShownEvent


@dataclass(frozen=True)
class Person:
    """Whom a column stands for."""

    key: str
    """The person key as supplied."""
    released: str
    """The person as the release has them."""


@dataclass(frozen=True)
class Gathered:
    """Every event drawn, and what there is to see of those for whom anybody is found."""

    strata: Mapping[str, str]
    """Stratum of each event drawn."""
    linked: Mapping[str, str]
    """The released person of each event drawn that has a link."""
    identities: Mapping[str, str]
    shown: tuple[ShownEvent, ...]
    """In a shuffled order."""
    people: Mapping[str, tuple[Person, ...]]
    """Of each event shown, whom its columns stand for."""


def gathered(files: OpenedFiles) -> Gathered:
    """All of it; reads the tables of `searched`."""
    engine = files.engine
    drawn = engine.rows(
        "select event_id, stratum, linked_person from review_drawn order by shuffled, event_id"
    )
    released = released_people(files)
    columns: dict[str, list[str]] = {}
    for event_id, person_id in engine.rows(
        "select event_id, person_id from review_candidate order by event_id, place"
    ):
        columns.setdefault(str(event_id), []).append(str(person_id))
    events = {str(row[0]): EventTold.of(row) for row in engine.rows(evidence.events_sql())}
    people = told_people(files)
    contacts = grouped(engine.rows(evidence.contacts_sql(engine.dialect)), 2)
    near = {str(row[0]): tuple(map(int, map(str, row[1:]))) for row in engine.rows(evidence.neighbours_sql())}
    shown = []
    for event_id, *_ in drawn:
        event, found = events[str(event_id)], columns.get(str(event_id), [])
        if found:
            of_each = [contacts.get((event.event_id, person), []) for person in found]
            rows = event_rows(
                event,
                [people[person] for person in found],
                of_each,
                near.get(event.event_id),
                files.inputs.evidence,
            )
            shown.append(ShownEvent(event.event_id, event.about(), rows, len(found)))
    return Gathered(
        strata={str(event_id): str(stratum) for event_id, stratum, _ in drawn},
        linked={str(event_id): str(person) for event_id, _, person in drawn if person is not None},
        identities={event_id: event.identity for event_id, event in events.items()},
        shown=tuple(shown),
        people={
            event_id: tuple(Person(person, released[person]) for person in found)
            for event_id, found in columns.items()
        },
    )


def told_people(files: OpenedFiles) -> dict[str, PersonTold]:
    """What HES says of each person shown."""
    engine = files.engine
    held = grouped(engine.rows(evidence.held_sql()), 1)
    told = grouped(engine.rows(evidence.told_sql()), 2)
    died: dict[str, str] = {}
    if has_table(engine, "death"):
        died = {str(person): str(day) for person, day in engine.rows(evidence.deaths_sql())}
    return {
        str(person): PersonTold(
            held.get((str(person),), []),
            {what: told.get((str(person), what), []) for what in evidence.TOLD},
            died.get(str(person)),
        )
        for (person,) in engine.rows("select person_id from review_person order by person_id")
    }


def released_people(files: OpenedFiles) -> dict[str, str]:
    """Each person shown as the release has them."""
    engine, pads = files.engine, files.inputs.person_pads
    if pads is None:
        return {str(person): str(person) for (person,) in engine.rows(evidence.review_person_sql())}
    shown = "select person_id as key_as_supplied from review_person"
    make_pseudonym_table(engine, "review_pseudonym", shown, pads)
    rows = engine.rows("select key_as_supplied, pseudonym from review_pseudonym")
    return {str(person): str(pseudonym) for person, pseudonym in rows}


def grouped(rows: Iterable[Row], keys: int) -> dict[tuple[str, ...], list[Sequence[object]]]:
    """Rows by their first columns, in their order."""
    found: dict[tuple[str, ...], list[Sequence[object]]] = {}
    for row in rows:
        found.setdefault(tuple(map(str, row[:keys])), []).append(row[keys:])
    return found
