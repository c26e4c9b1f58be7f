"""The steps that a run, a look at published months and training have in common: files, hospitals, index, events."""

from dataclasses import dataclass

from linkage.editions.events import event_row_items
from linkage.editions.hospital import hospital_items
from linkage.editions.index import index_items, people_items
from linkage.editions.made_people import people_step_items
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, briefly
from linkage.months.context import context_made
from linkage.session.run_inputs import Inputs
from linkage.steps.draws.run import link_draws_made
from linkage.steps.index.run import over_merged_made
from linkage.steps.inputs.delivery.final import final_files
from linkage.steps.inputs.run import inputs_made
from linkage.steps.pathways.drawn import drawn_pathways_made
from linkage.steps.probabilistic.draws.run import Draws
from linkage.steps.probabilistic.posterior.posterior import agreements_sql
from linkage.steps.standardise.run import (
    codes_made,
    event_keys_made,
    events_made,
    organisations_made,
    set_aside_made,
)
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


def read_step(inputs: Inputs, *, labels: bool = True) -> Step:
    """Every file read; where `labels` are going to be shown, those of the modality lookup are looked at."""
    return Step(
        "inputs",
        "read every file, set aside what cannot be used, account for every row",
        inputs_made(
            inputs.sources,
            inputs.digests,
            inputs.warn,
            labels=labels,
            one_modality_name=labels and inputs.one_modality_name,
            cache=inputs.cache,
        ),
        takes=(),
        gives=RAW,
    )


def hospital_step(inputs: Inputs, dialect: Dialect, besides: tuple[Item, ...] = ()) -> Step:
    """The records of hospitals, and what every month is read with; `besides`: areas and examinations."""
    items = (*codes_made(), *organisations_made(dialect), *hospital_items(inputs, dialect), *besides)
    return Step("hospital", "clean the records of hospitals", items, takes=RAW[1:], gives=HOSPITAL)


def people_steps(inputs: Inputs, dialect: Dialect) -> tuple[Step, ...]:
    """People made of records that bear no person key; no step where keys are supplied."""
    if inputs.person_rules is None:
        return ()
    meaning = f"whose each record is, by the passes of {inputs.person_rules.name}"
    items = people_step_items(inputs, dialect)
    return (Step("people", meaning, items, takes=RAW[1:], gives=("made_person",)),)


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


def keys_step(inputs: Inputs, dialect: Dialect) -> Step:
    """Which row counts for each event, of every month; rows of people in conflict over one key count for none."""
    items = (
        *codes_made(),
        *event_row_items(inputs, dialect),
        *event_keys_made(dialect, inputs.published_events, final_files(inputs.sources)),
        *set_aside_made(dialect),
    )
    return Step(
        "keys", "which row counts for each event", items, takes=("did_raw",), gives=("event_version",)
    )


def events_step(inputs: Inputs, dialect: Dialect, month: str | None) -> Step:
    """The events of `month` (YYYY-MM), or of every month when it is None: more than are to be held in memory."""
    made = events_made(dialect, month, inputs.key.pads)
    items = (
        *((context_made(inputs.context),) if inputs.context else ()),
        *codes_made(),
        *(briefly(made) if month else made),
    )
    return Step(
        "events", "clean the identifiers of events", items, takes=("event_version",), gives=("event",)
    )


def draws_steps(inputs: Inputs, dialect: Dialect) -> tuple[Step, ...]:
    """Plausible sets of links, and the pathways of whoever is drawn, where the job asks for them."""
    if not (asked := asked_draws(inputs)):
        return ()
    items = (
        *link_draws_made(dialect, asked.pads, asked.numbers),
        *drawn_pathways_made(
            dialect, inputs.rules, inputs.key.pads("spell"),
            beside_ae=inputs.beside_ae, all_spells=inputs.all_spells, agreements=agreements_sql(),
        ),
    )  # fmt: skip
    meaning = "plausible sets of links, and the pathways of whoever is drawn"
    return (Step("draws", meaning, items, takes=("identity_link",), gives=("link_draws",)),)


def asked_draws(inputs: Inputs) -> Draws | None:
    """The draws that the job asks for."""
    if not inputs.link_draws or inputs.rules.p is None or inputs.model is None:
        return None
    return Draws(numbers=range(1, inputs.link_draws + 1), pads=inputs.key.pads("link draw"))
