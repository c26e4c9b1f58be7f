"""The truth file equals a plain-Python reading of the person's own hospital records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Record = dict[str, str]

RELATIONS = ("IN_EPISODE", "AE_SAME_DAY", "OP_SAME_DAY", "OP_REQUESTED", "PRE_ADMISSION", "POST_DISCHARGE")


@dataclass(frozen=True)
class Contact:
    """One way an event may stand beside a record, on the days from `first` to `last`."""

    relation: str
    provider: str
    first: date
    last: date
    starts: date
    order: int
    key: str
    nearest: date | None = None


def day(text: str) -> date:
    """A date as HES writes it; one not submitted lies beyond all others."""
    return date.max if text == "1800-01-01" else date.fromisoformat(text)


def episodes(rows: list[Record]) -> Iterator[Contact]:
    """Episodes, but for an unfinished one that came again finished; the ends of spells."""
    finished = {identity(row) for row in rows if row["EPISTAT"] == "3"}
    kept = [row for row in rows if row["EPISTAT"] == "3" or identity(row) not in finished]
    spells: dict[tuple[str, ...], list[Record]] = {}
    for row in kept:
        starts = day(row["EPISTART"])
        yield Contact(
            "IN_EPISODE",
            row["PROCODE3"],
            starts,
            day(row["EPIEND"]),
            starts,
            int(row["EPIORDER"]),
            row["EPIKEY"],
        )
        spell = (row["TOKEN_PERSON_ID"], row["PROCODE3"], row["ADMIDATE"], row["PROVSPNOPS"])
        spells.setdefault(spell, []).append(row)
    for first, last in admissions(
        [sorted(rows, key=lambda row: row["EPIORDER"]) for rows in spells.values()]
    ):
        if first["ADMIMETH"] not in ("31", "32"):
            yield around(first, "PRE_ADMISSION", day(first["ADMIDATE"]), -28, -1)
        if last["DISDATE"] != "1800-01-01":
            yield around(last, "POST_DISCHARGE", day(last["DISDATE"]), 1, 30)


def admissions(spells: list[list[Record]]) -> Iterator[tuple[Record, Record]]:
    """First and last episode of each stay, the spell that a transfer leads to within it; no sessions, no births."""
    stays: list[list[Record]] = []
    for spell in sorted(spells, key=lambda rows: rows[0]["ADMIDATE"]):
        if spell[0]["ADMIMETH"] in ("2B", "81"):
            stays[-1] += spell
        elif spell[0]["CLASSPAT"] != "3":
            stays.append(list(spell))
    for stay in stays:
        if stay[0]["ADMIMETH"] != "82":
            yield stay[0], stay[-1]


def around(row: Record, relation: str, edge: date, first: int, last: int) -> Contact:
    """A window of days about the admission or the discharge."""
    return Contact(
        relation,
        row["PROCODE3"],
        edge + timedelta(first),
        edge + timedelta(last),
        day(row["EPISTART"]),
        int(row["EPIORDER"]),
        row["EPIKEY"],
        edge,
    )


def identity(row: Record) -> tuple[str, ...]:
    """What an unfinished episode and its finished record share."""
    return row["TOKEN_PERSON_ID"], row["PROCODE3"], row["EPISTART"], row["EPIORDER"]


def contacts_of(hospital: dict[str, list[Record]]) -> dict[str, list[Contact]]:
    """Every contact an event may stand beside, by person key."""
    by_person: dict[str, list[Record]] = {}
    for row in hospital["APC"]:
        by_person.setdefault(row["TOKEN_PERSON_ID"], []).append(row)
    found = {person: list(episodes(rows)) for person, rows in by_person.items()}
    for row in hospital["AE"]:
        arrival = day(row["ARRIVALDATE"])
        left = arrival + timedelta(row["DEPTIME"] < row["ARRIVALTIME"])
        found.setdefault(row["TOKEN_PERSON_ID"], []).append(
            Contact(
                "AE_SAME_DAY",
                row["PROCODE3"],
                arrival,
                left,
                arrival,
                0,
                row["AEKEY"],
            )
        )
    for row in hospital["OP"]:
        contacts = found.setdefault(row["TOKEN_PERSON_ID"], [])
        if row["ATTENDED"] in ("5", "6"):
            seen, provider, key = day(row["APPTDATE"]), row["PROCODE3"], row["ATTENDKEY"]
            contacts.append(Contact("OP_SAME_DAY", provider, seen, seen, seen, 0, key))
            contacts.append(
                Contact("OP_REQUESTED", provider, seen, seen + timedelta(180), seen, 0, key, nearest=seen)
            )
    return found


def relation_of(event: Record, contacts: list[Contact]) -> tuple[str, str]:
    """Relation and key of the best contact, or PERSON_ONLY and no key."""
    test = date.fromisoformat(event["test"])
    beside = [
        (
            RELATIONS.index(contact.relation),
            contact.provider != event["site"][:3],
            abs((test - contact.nearest).days) if contact.nearest else 0,
            contact.starts,
            contact.order,
            contact.key,
        )
        for contact in contacts
        if contact.first <= test <= contact.last
        and (contact.relation != "OP_REQUESTED" or event["request"] == contact.first.isoformat())
    ]
    if not beside:
        return "PERSON_ONLY", ""
    best = min(beside)
    return RELATIONS[best[0]], best[-1]


def test_truth_is_what_a_perfect_linker_would_say(
    events: list[Record], hospital: dict[str, list[Record]]
) -> None:
    contacts = contacts_of(hospital)
    seen = set()
    for event in events:
        said = (event["truth_relation"], event["truth_episode_key"])
        if event["truth_person_id"]:
            assert said == relation_of(event, contacts[event["truth_person_id"]])
        else:
            assert said == ("", "")
        seen.add(event["truth_relation"])

    assert seen == {"", "PERSON_ONLY", *RELATIONS}


def test_source_setting_agrees_with_the_relation(
    events: list[Record], hospital: dict[str, list[Record]]
) -> None:
    """A patient in a bed is in an episode; an A&E patient in the department or by then in a bed."""
    whole = {row["TOKEN_PERSON_ID"] for rows in hospital.values() for row in rows}
    for event in events:
        if event["truth_person_id"] in whole and not event["truth_split"]:
            if event["setting"] in ("01", "02"):
                assert event["truth_relation"] == "IN_EPISODE"
            if event["setting"] == "05":
                assert event["truth_relation"] in ("IN_EPISODE", "AE_SAME_DAY")
    assert any(event["setting"] == "04" and not event["truth_person_id"] for event in events)


def test_the_true_person_bears_the_identifiers_of_the_event(
    events: list[Record], hospital: dict[str, list[Record]]
) -> None:
    """At least one of number and birth date agrees with a hospital record of the person, for nearly all."""
    borne: dict[str, set[str]] = {}
    for row in (row for rows in hospital.values() for row in rows):
        borne.setdefault(row["TOKEN_PERSON_ID"], set()).update((row["NEWNHSNO"], row["DOB"]))
    known = [event for event in events if event["truth_person_id"]]
    agreeing = sum(
        bool({event["nhs_number"], event["birth_date"]} & borne[event["truth_person_id"]]) for event in known
    )

    assert agreeing >= len(known) * 0.998
