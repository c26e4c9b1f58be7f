"""What rank P made of the pool with one switch on, counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.engine.base import Engine

JUDGED = """
    with there as (
        select distinct event.event_id, activity.person_id
        from pool_event as event
        join hospital_activity_kept as activity on activity.provider_code = event.provider_code
         and event.test_date between activity.first_day and activity.last_day
    ),
    address as (
        select distinct kept.person_id, kept.postcode from kept_identity as kept where kept.postcode is not null
    ),
    neighbour as (
        select distinct outcome.event_id
        from outcome
        join pool_event as event on event.event_id = outcome.event_id
        join address as one on one.person_id = outcome.person_id
        join address as other on other.person_id = event.true_person_id and other.postcode = one.postcode
    )
    select outcome.*, event.nhs_number_broken is not null as is_broken,
        coalesce(before.status = 'review' and before.reason = 'ambiguous', false) as is_tied_before,
        there.event_id is not null as is_there, true_there.event_id is not null as true_is_there,
        neighbour.event_id is not null as is_neighbour
    from outcome
    join pool_event as event on event.event_id = outcome.event_id
    left join outcome_before as before on before.event_id = outcome.event_id
    left join there on there.event_id = outcome.event_id and there.person_id = outcome.person_id
    left join there as true_there
      on true_there.event_id = outcome.event_id and true_there.person_id = outcome.true_person_id
    left join neighbour on neighbour.event_id = outcome.event_id
"""
"""One row per event of the pool, from outcome and outcome_before: its outcome, and what could have misled."""

LINKED, WRONG = "status = 'linked'", "status = 'linked' and not is_right"
BROKEN_TIE = f"is_tied_before and {LINKED}"
HOSPITAL = "source_setting in ('01', '02', '03', '05')"
COUNTS = {
    "links of events with a broken number": (f"{LINKED} and is_broken", "is_broken"),
    "of these, wrong": (f"{WRONG} and is_broken", f"{LINKED} and is_broken"),
    "wrong links to the true person's household or neighbour": (f"{WRONG} and is_neighbour", WRONG),
    "wrong links, true person not in the index": (f"{WRONG} and true_person_id is null", WRONG),
    "links with activity that day": (f"{LINKED} and is_there", LINKED),
    "the same, settings 01, 02, 03, 05": (
        f"{LINKED} and is_there and {HOSPITAL}",
        f"{LINKED} and {HOSPITAL}",
    ),
    "true people of the index with activity, same settings": (
        f"true_is_there and {HOSPITAL} and true_person_id is not null",
        f"{HOSPITAL} and true_person_id is not null",
    ),
    "wrong links with activity that day": (f"{WRONG} and is_there", WRONG),
    "recall of events whose person was there": (
        f"{LINKED} and is_right and true_is_there",
        "true_is_there and true_person_id is not null",
    ),
    "recall of events whose person was not": (
        f"{LINKED} and is_right and not true_is_there",
        "not true_is_there and true_person_id is not null",
    ),
}
"""What each switch could harm: a condition, and what it is a share of."""


@dataclass(frozen=True)
class Outcome:
    """What rank P made of the pool, events counted."""

    events: int
    in_index: int
    links: int
    right: int
    ties_broken: int
    """Left for review as ambiguous without evidence, and linked with it."""
    ties_broken_rightly: int
    seconds: float
    """Of rank P alone."""
    counts: Mapping[str, tuple[int, int]]
    """Other counts, each with what it is a share of."""


def counted(engine: Engine, seconds: float) -> Outcome:
    """The figures of one run, from outcome and outcome_before."""
    engine.create("judged", JUDGED)

    def of(condition: str) -> int:
        return int(str(engine.scalar(f"select count(*) from judged where {condition}")))

    return Outcome(
        events=of("true"),
        in_index=of("true_person_id is not null"),
        links=of(LINKED),
        right=of(f"{LINKED} and is_right"),
        ties_broken=of(BROKEN_TIE),
        ties_broken_rightly=of(f"{BROKEN_TIE} and is_right"),
        seconds=seconds,
        counts={name: (of(part), of(whole)) for name, (part, whole) in COUNTS.items()},
    )
