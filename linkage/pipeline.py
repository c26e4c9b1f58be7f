"""
The monthly job as one list, from files to the tables of a release. Read it as a table of contents.

    inputs -> standardise -> person index -> deterministic ranks -> rank P -> resolve -> pathways
           -> statistics, then release -> report

A step is a name and what it makes, in order: tables with their queries, and functions for what no query can do (see
engine/making). A run makes the list, a plan tells it, `linkage plan --sql` prints it. There is no other list.
"""

from dataclasses import dataclass

from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked
from linkage.index.run import index_made, over_merged_made
from linkage.inputs.read import read_inputs
from linkage.inputs.source import DATASETS
from linkage.inputs.source import HOSPITAL as SUPPLIED
from linkage.lookup_text import check_labels
from linkage.missing_columns import told_missing
from linkage.month_promises import keep_ranks
from linkage.pathways.run import pathways_made
from linkage.person_index import index_folder, index_made_from, make_index
from linkage.probabilistic.run import rank_p_made
from linkage.ranks.run import ranks_made
from linkage.resolve.run import decisions_made, links_made
from linkage.run_inputs import Inputs
from linkage.standardise.run import (
    codes_made,
    data_quality_made,
    events_made,
    hospital_identities_made,
    hospital_made,
    organisations_made,
    supplements_made,
)
from linkage.statistics.run import make_statistics
from linkage.strike.people import list_people, remembered_sql
from linkage.workspace import last_day

RAW = ("did_raw", *(f"{dataset}_raw" for dataset in SUPPLIED))
HOSPITAL = ("episode", "appointment", "attendance")
INDEX = ("identity", "compared_identity", "person", "person_number", "person_variety", "postcode_people")
OF_HOSPITALS = ("birth_day_count", "hospital_quality_count", "hospital_practice")
"""What the index keeps besides: counts of what the hospital identities are made from, and their practices."""


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
        *codes_made(),
        *organisations_made(dialect),
        *events_made(dialect, month, pads_of, inputs.published_events),
        *hospital_made(dialect),
        *supplements_made(dialect, inputs.deprivation_areas),
    )
    ranked = Step(
        "ranks", "what the rules find by NHS number and by birth date, sex and postcode", ranks_made(rules),
        takes=("event_identity", "identity"), gives=("candidate",),
    )  # fmt: skip
    resolved = (
        listed_people(inputs),
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
        index_step(inputs, dialect, flagged=True),
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
            (*data_quality_made(), statistics(rules, month)), takes=("links", "events"), gives=("statistics",),
        ),
    )  # fmt: skip


def training_steps(inputs: Inputs, dialect: Dialect) -> tuple[Step, ...]:
    """What comes before training, over the events of every month."""
    standardised = (
        *codes_made(),
        *organisations_made(dialect),
        *events_made(dialect, None, inputs.key.pads),
        *hospital_made(dialect),
    )
    return (
        read_step(inputs, labels=False),
        Step(
            "standardise", "clean the identifiers of events and hospital records", standardised,
            takes=RAW, gives=("event", *HOSPITAL),
        ),
        index_step(inputs, dialect, flagged=False),
    )  # fmt: skip


def read_step(inputs: Inputs, *, labels: bool = True) -> Step:
    """Every file read; where `labels` are to be shown, those of the modality lookup looked at."""

    def read(engine: Engine) -> None:
        read_inputs(engine, inputs.sources, inputs.digests)
        for told in told_missing(engine, inputs.sources):
            inputs.warn(told)
        if labels:
            check_labels(engine)

    item = Worked(
        read,
        "The rows of every file by the layout of its data set, those that cannot be used set aside with the reason.",
        reads=(),
        writes=(
            *("input_file", "absent_column", "unended_file", "quarantine"),
            *(f"{dataset}_raw" for dataset in DATASETS),
        ),
    )
    meaning = "read every file, set aside what cannot be used, account for every row"
    return Step("inputs", meaning, (item,), takes=(), gives=RAW)


def index_step(inputs: Inputs, dialect: Dialect, *, flagged: bool) -> Step:
    """The person index, kept from an earlier run when HES, the ignore list and this program are as they were."""
    rules, lists, pads_of = inputs.rules, inputs.lists, inputs.key.pads

    def make(engine: Engine) -> None:
        made_from = index_made_from(inputs.sources, inputs.digests, rules, lists)
        folder = index_folder(inputs.layout, made_from)
        make_index(engine, folder, made_from, rules, lists, inputs.warn, pads_of)

    item = Worked(
        make,
        "The index as it is kept in state/, or made anew.",
        reads=tuple(f"{dataset}_raw" for dataset in SUPPLIED),
        writes=(*INDEX, *OF_HOSPITALS),
        inside=(
            *codes_made(),
            *hospital_identities_made(dialect),
            *index_made(dialect, rules, lists.ignored_postcodes, pads_of),
        ),
    )
    after = over_merged_made(inputs.over_merged) if flagged else ()
    return Step(
        "index", "every identity each person ever had", (item, *after), takes=RAW[1:], gives=("identity",)
    )


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


def listed_people(inputs: Inputs) -> Worked:
    """The people of the opt-out list, by the index and by what earlier months keep."""
    numbers = inputs.lists.opted_out_numbers
    return Worked(
        lambda engine: list_people(engine, numbers, inputs.key, inputs.person_pads, inputs.kept),
        "Who ever bore a number of the opt-out list, by the index and by what earlier months keep.",
        reads=("person_number",),
        writes=("listed_number", "struck_person", "person_pad"),
    )


def kept_ranks(rules: Rules) -> Worked:
    """No table: every link is of a rank of the rules."""
    return Worked(
        lambda engine: keep_ranks(engine, rules),
        "Refuses links of a rank that the rules do not have.",
        reads=("links",),
        writes=(),
    )


def statistics(rules: Rules, month: str) -> Worked:
    """The tidy table."""
    return Worked(
        lambda engine: make_statistics(engine, rules, month, last_day(month)),
        "Every number, one row each.",
        reads=("links", "pathways", "event", "events"),
        writes=("statistics",),
    )
