"""The deterministic ranks: every event beside every identity of every person, one rule at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from linkage.config.rules import Rank, Rules
from tests.reference import agreement
from tests.reference.agreement import Identity

People = Mapping[str, Sequence[Identity]]
"""Person key to every identity the person has ever had."""


@dataclass(frozen=True)
class Decision:
    """What the deterministic ranks say of one event."""

    match_rank: str
    people: int
    """Distinct people at that rank."""
    person_id: str | None
    """The person; None when there are several, and then nobody is linked."""
    after_p: bool


def ignored_postcodes(people: People, rules: Rules, supplied: Iterable[str]) -> set[str]:
    """Postcodes with more people than the percentile (nearest rank) and the floor's; and those supplied."""
    residents: dict[str, set[str]] = {}
    for person, identities in people.items():
        for identity in identities:
            if isinstance(identity["postcode"], str):
                residents.setdefault(identity["postcode"], set()).add(person)
    ignored = set(supplied)
    if residents:
        counts = sorted(len(who) for who in residents.values())
        percentile = counts[ceil(rules.ignore_postcodes_percentile * len(counts)) - 1]
        for postcode, who in residents.items():
            if len(who) > percentile and len(who) >= rules.ignore_postcodes_min_people:
                ignored.add(postcode)
    return ignored


def contradicts(event: Identity, identities: Sequence[Identity]) -> bool:
    """Whether the event's number is none of the numbers of a person who has at least one."""
    held = {identity["nhs_number"] for identity in identities} - {None}
    return event["nhs_number"] is not None and len(held) > 0 and event["nhs_number"] not in held


def meets(
    rank: Rank,
    event: Identity,
    identity: Identity,
    *,
    contradicted: bool,
    ignored: set[str],
    stage_3: bool,
    elsewhere: bool = False,
) -> bool:
    """
    Whether an event and one identity of a person meet all a rank requires and none of its guards.

    `elsewhere`: another person holds the event's birth date, sex and postcode in one identity.
    """
    for test in rank.require:
        found = agreement.of_field(test.field, event, identity, stage_3=stage_3)
        if test.how == "no_contradiction":
            if contradicted:
                return False
        elif found != test.how:
            return False
    birth_date = event["birth_date"]
    for guard in rank.unless:
        new_year = isinstance(birth_date, date) and (birth_date.month, birth_date.day) == (1, 1)
        if guard == "new_year_birth_date" and new_year:
            return False
        if guard == "ignored_postcode" and event["postcode"] in ignored:
            return False
        if guard == "other_person_agrees" and elsewhere:
            return False
        conflict = agreement.of_field("birth_date", event, identity, stage_3=stage_3) == "conflict"
        if guard == "birth_date_conflict" and conflict:
            return False
    return True


def best_rank(
    event: Identity,
    identities: Sequence[Identity],
    rules: Rules,
    ignored: set[str],
    *,
    elsewhere: bool = False,
) -> Rank | None:
    """The strongest rank that any identity of a person reaches; ranks held back for after P come last."""
    contradicted = contradicts(event, identities)
    before_p = [rank for rank in rules.rank if not rank.after_p]
    after_p = [rank for rank in rules.rank if rank.after_p]
    for rank in before_p + after_p:
        for identity in identities:
            if meets(
                rank,
                event,
                identity,
                contradicted=contradicted,
                ignored=ignored,
                stage_3=rules.partial_birth_date_stage_3,
                elsewhere=elsewhere,
            ):
                return rank
    return None


def agrees_in_full(event: Identity, identities: Sequence[Identity]) -> bool:
    """Whether one identity has the event's birth date, sex and postcode, none of them missing."""
    fields = ("birth_date", "sex", "postcode")
    return any(
        all(event[name] is not None and event[name] == identity[name] for name in fields)
        for identity in identities
    )


def candidates(event: Identity, people: People, rules: Rules, ignored: set[str]) -> dict[str, Rank]:
    """Every person whom some rank proposes for the event, with their best rank."""
    found = {}
    whole = {person for person, identities in people.items() if agrees_in_full(event, identities)}
    for person, identities in people.items():
        rank = best_rank(event, identities, rules, ignored, elsewhere=bool(whole - {person}))
        if rank is not None:
            found[person] = rank
    return found


def decide(event: Identity, people: People, rules: Rules, ignored: set[str]) -> Decision | None:
    """The best rank that anybody reaches, and the person who holds it if there is just one."""
    proposed = candidates(event, people, rules, ignored)
    before_p = [rank for rank in rules.rank if not rank.after_p]
    after_p = [rank for rank in rules.rank if rank.after_p]
    for rank in before_p + after_p:
        holders = [person for person, theirs in proposed.items() if theirs == rank]
        if holders:
            person = holders[0] if len(holders) == 1 else None
            return Decision(rank.rank, len(holders), person, rank.after_p)
    return None
