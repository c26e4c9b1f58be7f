"""The truth file equals a plain-Python reading of the person's own hospital records."""

from datetime import date

Record = dict[str, str]
Contact = tuple[int, str, date, date, int, str]
"""Precedence, provider, first and last day beside it, episode order, key."""

RELATIONS = {1: "IN_EPISODE", 2: "AE_SAME_DAY", 3: "OP_SAME_DAY"}


def contacts_of(hospital: dict[str, list[Record]]) -> dict[str, list[Contact]]:
    """Every contact an event may stand beside, by person."""
    found: dict[str, list[Contact]] = {}

    def add(row: Record, *contact: int | str | date) -> None:
        found.setdefault(row["TOKEN_PERSON_ID"], []).append(contact)  # type: ignore[arg-type]

    for row in hospital["APC"]:
        end = date.max if row["EPIEND"] == "1800-01-01" else date.fromisoformat(row["EPIEND"])
        start = date.fromisoformat(row["EPISTART"])
        add(row, 1, row["PROCODE3"], start, end, int(row["EPIORDER"]), row["EPIKEY"])
    for row in hospital["AE"]:
        arrival = date.fromisoformat(row["ARRIVALDATE"])
        add(row, 2, row["PROCODE3"], arrival, date.fromordinal(arrival.toordinal() + 1), 0, row["AEKEY"])
    for row in hospital["OP"]:
        day = date.fromisoformat(row["APPTDATE"])
        if row["ATTENDED"] in ("5", "6"):
            add(row, 3, row["PROCODE3"], day, day, 0, row["ATTENDKEY"])
        else:
            found.setdefault(row["TOKEN_PERSON_ID"], [])
    return found


def relation_of(event: Record, contacts: list[Contact]) -> tuple[str, str]:
    """Relation and key of the best contact, or PERSON_ONLY and no key."""
    test = date.fromisoformat(event["test"])
    beside = []
    for precedence, provider, first, last, order, key in contacts:
        if first <= test <= last:
            gap = (test - first).days if precedence == 2 else 0
            beside.append((precedence, provider != event["site"][:3], gap, first, order, key))
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

    assert seen == {"", "IN_EPISODE", "AE_SAME_DAY", "OP_SAME_DAY", "PERSON_ONLY"}


def test_source_setting_agrees_with_the_relation(events: list[Record]) -> None:
    """A patient in a bed is in an episode; an A&E patient in the department or by then in a bed."""
    for event in events:
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

    assert agreeing >= len(known) * 0.999
