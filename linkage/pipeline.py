"""
The monthly job as one list, from files to the tables of a release. Read it as a table of contents.

    inputs -> hospital records -> person index -> keys -> events -> deterministic ranks -> rank P -> resolve -> pathways
           -> statistics, then release -> report

A step is a name and what it makes, in order: tables with their queries, and functions for what no query can do (see
engine/making). A run makes the list, a plan tells it, `linkage plan --sql` prints it. There is no other list.
"""

from dataclasses import dataclass

from linkage.editions.hospital import hospital_items
from linkage.editions.index import index_items, people_items
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item
from linkage.month_promises import kept_ranks
from linkage.months.context import context_made, postcodes_made
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import last_day
from linkage.steps.index.run import over_merged_made
from linkage.steps.inputs.run import inputs_made
from linkage.steps.inputs.source import event_dates
from linkage.steps.pathways.run import pathways_made
from linkage.steps.probabilistic.run import neighbours_made, rank_p_made
from linkage.steps.ranks.run import ranks_made
from linkage.steps.resolve.run import decisions_made, links_made
from linkage.steps.standardise.run import (
    codes_made,
    data_quality_made,
    event_keys_made,
    events_made,
    lookups_made,
    organisations_made,
    set_aside_made,
)
from linkage.steps.statistics.run import statistics_items
from linkage.strike.people import listed_people_made, remembered_sql
from linkage.words.names import HOSPITAL as SUPPLIED

RAW = ("did_raw", *(f"{dataset}_raw" for dataset in SUPPLIED))
HOSPITAL = ("episode", "appointment", "attendance")


@dataclass(frozen=True)
class Step:
    """One step, named as in the manifest's stages."""

    name: str
    meaning: str
    items: tuple[Item, ...]
    takes: tuple[str, ...]
    """The tables whose rows the account of the run counts as going in."""
    gives: tuple[str, ...]
    """And those that it counts as coming out."""


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
        hospital_step(inputs, dialect, lookups_made(dialect, inputs.deprivation_areas)),
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
        *decisions_made(
            has_p=rules.p is not None,
            opted_out_numbers=numbers,
            remembered=remembered_sql(dialect, inputs.kept_pads),
        ),
        *links_made(model_id=model.model_id if model else None, release=release),
        kept_ranks(rules),
    )
    return (
        events_step(inputs, dialect, month),
        ranked,
        *rank_p_steps(inputs, dialect, month, target_false_match_rate),
        Step(
            "resolve", "at most one person an event, and nobody who opted out", resolved,
            takes=("event", "candidate"), gives=("links",),
        ),
        Step(
            "pathways", "spells, and how each event sits beside the person's records",
            pathways_made(dialect, rules, pads_of("spell")),
            takes=("links", "event", *HOSPITAL), gives=("pathways", "spells"),
        ),
        Step(
            "statistics", "one table of every number a report shows",
            (*data_quality_made(), *statistics_items(dialect, rules, month, last_day(month))),
            takes=("links", "events"), gives=("statistics",),
        ),
    )  # fmt: skip


def looking_steps(inputs: Inputs, dialect: Dialect, month: str) -> tuple[Step, ...]:
    """What tells whether the possible people of a published month's events are those of its publication."""
    rules, model = inputs.rules, inputs.model
    compared = (
        neighbours_made(dialect, rules.p, model, inputs.evidence) if rules.p is not None and model else ()
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
        hospital_step(inputs, dialect),
        keys_step(inputs, dialect),
        events_step(inputs, dialect, None),
        index_step(inputs, dialect, flagged=False),
    )


def hospital_step(inputs: Inputs, dialect: Dialect, besides: tuple[Item, ...] = ()) -> Step:
    """The records of hospitals, and what every month is read with; `besides`: areas and examinations."""
    items = (*codes_made(), *organisations_made(dialect), *hospital_items(inputs, dialect), *besides)
    return Step("hospital", "clean the records of hospitals", items, takes=RAW[1:], gives=HOSPITAL)


def keys_step(inputs: Inputs, dialect: Dialect) -> Step:
    """Which row counts for each event, of every month; rows of people in conflict over one key count for none."""
    items = (
        *codes_made(),
        *event_keys_made(dialect, inputs.key.pads, inputs.published_events, event_dates(inputs.sources)),
        *set_aside_made(dialect),
    )
    return Step(
        "keys", "which row counts for each event", items, takes=("did_raw",), gives=("event_version",)
    )


def events_step(inputs: Inputs, dialect: Dialect, month: str | None) -> Step:
    """The events of `month` (YYYY-MM), or of every month when it is None."""
    items = (
        *((context_made(inputs.context),) if inputs.context else ()),
        *codes_made(),
        *events_made(dialect, month, inputs.key.pads, event_dates(inputs.sources)),
    )
    return Step(
        "events", "clean the identifiers of events", items, takes=("event_version",), gives=("event",)
    )


def read_step(inputs: Inputs, *, labels: bool = True) -> Step:
    """Every file read; where `labels` are going to be shown, those of the modality lookup are looked at."""
    return Step(
        "inputs",
        "read every file, set aside what cannot be used, account for every row",
        inputs_made(inputs.sources, inputs.digests, inputs.warn, labels=labels, cache=inputs.cache),
        takes=(),
        gives=RAW,
    )


def index_step(inputs: Inputs, dialect: Dialect, *, flagged: bool, digested: bool = False) -> Step:
    """
    The person index; where `flagged`, with the person keys that may be of several people.

    Where `digested`, with what tells whether anything about a person changed: that reads their records too.
    """
    items = index_items(inputs, dialect)
    people = people_items(inputs, dialect) if digested else ()
    after = over_merged_made(inputs.over_merged) if flagged else ()
    meaning = "every identity each person ever had"
    return Step("index", meaning, (*items, *people, *after), takes=RAW[1:], gives=("identity",))


def rank_p_steps(
    inputs: Inputs, dialect: Dialect, month: str, target_false_match_rate: float
) -> tuple[Step, ...]:
    """Rank P, where the rules have it; without a model nothing can be said of what it makes."""
    if inputs.rules.p is None:
        return ()
    items = (
        rank_p_made(
            dialect,
            inputs.rules.p,
            inputs.model,
            target_false_match_rate=target_false_match_rate,
            last_day=last_day(month),
            switches=inputs.evidence,
            in_context=inputs.context is not None,
        )
        if inputs.model
        else ()
    )
    meaning = "whom the ranks leave undecided, by the posterior of each person"
    return (Step("rank P", meaning, items, takes=("event_identity", "identity"), gives=("posterior",)),)
