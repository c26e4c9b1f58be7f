"""
The monthly job as one list, from files to the tables of a release. Read it as a table of contents.

    inputs -> standardise -> person index -> deterministic ranks -> rank P -> resolve -> pathways
           -> statistics, then release -> report

A step is a name and what it makes, in order: tables with their queries, and functions for what no query can do (see
engine/making). A run makes the list, a plan tells it, `linkage plan --sql` prints it. There is no other list.
"""

from dataclasses import dataclass

from linkage.editions.events import event_row_items
from linkage.editions.hospital import hospital_items
from linkage.editions.index import index_items, people_items
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item
from linkage.month_promises import kept_ranks
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import last_day
from linkage.steps.index.run import over_merged_made
from linkage.steps.inputs.run import inputs_made
from linkage.steps.inputs.source import event_dates
from linkage.steps.pathways.run import pathways_made
from linkage.steps.probabilistic.run import rank_p_made
from linkage.steps.ranks.run import ranks_made
from linkage.steps.resolve.run import decisions_made, links_made
from linkage.steps.standardise.run import (
    codes_made,
    data_quality_made,
    events_made,
    lookups_made,
    organisations_made,
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
    rules, model = inputs.rules, inputs.model
    pads_of, numbers = inputs.key.pads, inputs.lists.opted_out_numbers
    standardised = (
        *records_made(inputs, dialect, month),
        *lookups_made(dialect, inputs.deprivation_areas),
    )
    ranked = Step(
        "ranks", "what the rules find by NHS number and by birth date, sex and postcode", ranks_made(dialect, rules),
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
        read_step(inputs),
        Step(
            "standardise", "clean the identifiers of events and hospital records", standardised,
            takes=RAW, gives=("event", *HOSPITAL),
        ),
        index_step(inputs, dialect, flagged=True, digested=True),
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


def training_steps(inputs: Inputs, dialect: Dialect) -> tuple[Step, ...]:
    """What comes before training, over the events of every month."""
    standardised = records_made(inputs, dialect, None)
    return (
        read_step(inputs, labels=False),
        Step(
            "standardise", "clean the identifiers of events and hospital records", standardised,
            takes=RAW, gives=("event", *HOSPITAL),
        ),
        index_step(inputs, dialect, flagged=False),
    )  # fmt: skip


def records_made(inputs: Inputs, dialect: Dialect, month: str | None) -> tuple[Item, ...]:
    """The raw tables -> the events of `month`, or of every month, and the hospital records of all."""
    published = inputs.published_events if month else None
    return (
        *codes_made(),
        *organisations_made(dialect),
        *event_row_items(inputs, dialect),
        *events_made(dialect, month, inputs.key.pads, published, event_dates(inputs.sources)),
        *hospital_items(inputs, dialect),
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
        )
        if inputs.model
        else ()
    )
    meaning = "whom the ranks leave undecided, by the posterior of each person"
    return (Step("rank P", meaning, items, takes=("event_identity", "identity"), gives=("posterior",)),)
