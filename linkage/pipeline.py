"""
The monthly job as one list, from files to the tables of a release. Read it as a table of contents.

    inputs -> hospital records -> person index -> keys -> events -> deterministic ranks -> rank P -> resolve -> pathways
           -> statistics, then release -> report

Where hospital records bear no person key, people are made before them.

A step is a name and what it makes, in order: tables with their queries, and functions for what no query can do (see
engine/making). A run makes the list, a plan tells it, `linkage plan --sql` prints it. There is no other list.
"""

from linkage.common_steps import (
    HOSPITAL,
    Step,
    asked_draws,
    draws_steps,
    events_step,
    hospital_step,
    index_step,
    keys_step,
    people_steps,
    read_step,
)
from linkage.decisions.rows import decision_rows
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item
from linkage.month_promises import kept_ranks
from linkage.months.context import postcodes_made
from linkage.months.kept_link import kept_links_made
from linkage.session.run_inputs import Inputs
from linkage.steps.pathways.run import pathways_made
from linkage.steps.probabilistic.run import neighbour_records_made, neighbours_made, rank_p_made
from linkage.steps.ranks.run import ranks_made
from linkage.steps.resolve.run import decisions_made, links_made
from linkage.steps.standardise.run import data_quality_made, lookups_made
from linkage.steps.statistics.run import statistics_items
from linkage.strike.people import listed_people_made, released_id, remembered_sql
from linkage.words.month import last_day


def monthly_steps(
    inputs: Inputs, dialect: Dialect, month: str, release: str, target_false_match_rate: float
) -> tuple[Step, ...]:
    """Every step of a run for `month` (YYYY-MM), which becomes release number `release`."""
    return (
        *shared_steps(inputs, dialect),
        keys_step(inputs, dialect),
        *month_steps(inputs, dialect, month, release, target_false_match_rate),
    )


def shared_steps(inputs: Inputs, dialect: Dialect) -> tuple[Step, ...]:
    """What is the same for every month that a run links: every file read, and the person index."""
    return (
        read_step(inputs),
        *people_steps(inputs, dialect),
        hospital_step(
            inputs,
            dialect,
            lookups_made(dialect, inputs.deprivation_areas, one_name=inputs.one_modality_name),
        ),
        index_step(inputs, dialect, flagged=True, digested=True),
    )


def month_steps(
    inputs: Inputs, dialect: Dialect, month: str, release: str, target_false_match_rate: float
) -> tuple[Step, ...]:
    """What is made for one month, after the shared steps: its events, its links, its tables."""
    rules, model = inputs.rules, inputs.model
    pads_of, numbers = inputs.key.pads, inputs.lists.opted_out_numbers
    ranked = Step(
        "ranks", "what the rules find by NHS number and by birth date, sex and postcode",
        (postcodes_made(in_context=inputs.context is not None), *ranks_made(dialect, rules)),
        takes=("event_identity", "identity"), gives=("candidate",),
    )  # fmt: skip
    resolved = (
        listed_people_made(numbers, inputs.key, inputs.person_pads, inputs.kept),
        *with_kept_links(
            inputs,
            dialect,
            decisions_made(
                has_p=rules.p is not None,
                opted_out_numbers=numbers,
                remembered=remembered_sql(dialect, inputs.kept_pads),
                reviewed=decision_rows(inputs.decisions),
                released=released_id(dialect, inputs.person_pads) if inputs.person_pads else None,
            ),
        ),
        *links_made(model_id=model.model_id if model else None, release=release),
        kept_ranks(rules),
    )
    return (
        events_step(inputs, dialect, month),
        ranked,
        *rank_p_steps(inputs, dialect, month, target_false_match_rate),
        Step(
            "resolve", "at most one person an event, as reviewers decided, and nobody who opted out", resolved,
            takes=("event", "candidate"), gives=("links",),
        ),
        *draws_steps(inputs, dialect),
        Step(
            "pathways", "spells, and how each event sits beside the person's records",
            pathways_made(
                dialect, rules, pads_of("spell"), beside_ae=inputs.beside_ae,
                days=None if inputs.all_spells else (f"{month}-01", last_day(month)),
                with_records=inputs.hospital_records, complete_to=inputs.complete_to,
            ),
            takes=("links", "event", *HOSPITAL), gives=("pathways", "spells"),
        ),
        Step(
            "statistics", "one table of every number a report shows",
            (*data_quality_made(), *statistics_items(dialect, rules, month, last_day(month))),
            takes=("links", "events"), gives=("statistics",),
        ),
    )  # fmt: skip


def with_kept_links(inputs: Inputs, dialect: Dialect, decisions: tuple[Item, ...]) -> tuple[Item, ...]:
    """The decisions; where only events without a link are looked at, whoever has one keeps it."""
    if not inputs.published_links or inputs.context is None:
        return decisions
    event, released = inputs.context / "event.parquet", released_id(dialect, inputs.kept_pads)
    kept = kept_links_made(inputs.published_links, event, released)
    place = next(place for place, item in enumerate(decisions, 1) if "identity_link" in item.writes)
    return (*decisions[:place], *kept, *decisions[place:])


def looking_steps(inputs: Inputs, dialect: Dialect, month: str) -> tuple[Step, ...]:
    """What tells whether the possible people of a published month's events are those of its publication."""
    rules, model = inputs.rules, inputs.model
    compared: tuple[Item, ...] = ()
    if rules.p is not None and model:
        compared = (
            *neighbours_made(dialect, rules.p, model, inputs.evidence),
            *neighbour_records_made(dialect, inputs.evidence),
        )
    items = (postcodes_made(in_context=True), *ranks_made(dialect, rules), *compared)
    return (
        events_step(inputs, dialect, month),
        Step(
            "neighbours", "whom its events may be of", items, takes=("event_identity",), gives=("candidate",)
        ),
    )


def training_steps(inputs: Inputs, dialect: Dialect) -> tuple[Step, ...]:
    """What comes before training, over the events of every month."""
    return (
        read_step(inputs, labels=False),
        *people_steps(inputs, dialect),
        hospital_step(inputs, dialect),
        keys_step(inputs, dialect),
        events_step(inputs, dialect, None),
        index_step(inputs, dialect, flagged=False),
    )


def rank_p_steps(
    inputs: Inputs, dialect: Dialect, month: str, target_false_match_rate: float
) -> tuple[Step, ...]:
    """Rank P, where the rules have it; without a model nothing can be said of what it makes."""
    if inputs.rules.p is None:
        return ()
    items = (
        (
            *rank_p_made(
                dialect,
                inputs.rules.p,
                inputs.model,
                target_false_match_rate=target_false_match_rate,
                last_day=last_day(month),
                switches=inputs.evidence,
                in_context=inputs.context is not None,
                draws=asked_draws(inputs),
            ),
            *neighbour_records_made(dialect, inputs.evidence),
        )
        if inputs.model
        else ()
    )
    meaning = "whom the ranks leave undecided, by the posterior of each person"
    return (Step("rank P", meaning, items, takes=("event_identity", "identity"), gives=("posterior",)),)
