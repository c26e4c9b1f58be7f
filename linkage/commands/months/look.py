"""Every published month against what a run has found: what is to be struck, which months are affected, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from linkage.commands.resume.step_text import folder_text
from linkage.commands.run.earlier_fingerprint import OPT_OUTS, in_terms_of_today
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.replaced_files import hospital_records
from linkage.config.job import Job
from linkage.decisions.rows import changed_decisions, load_decisions
from linkage.engine.making import briefly, make
from linkage.engine.table import has_table
from linkage.months import context
from linkage.months.changes import counted_changes, find_changes, kept_rows
from linkage.months.kept_link import unlinked_sql
from linkage.months.neighbours import changed_table, find_changed_identities
from linkage.months.people import can_look, can_tell_people, changed_people, events_without_person
from linkage.pipeline import looking_steps
from linkage.release.content.carry import published_links
from linkage.release.record.delivery import Delivery, MonthChange, RowChanges
from linkage.release.record.delivery_words import records_of
from linkage.release.record.manifest import Manifest
from linkage.release.standing import standing
from linkage.session.run_inputs import Inputs
from linkage.strike.people import released_id
from linkage.words.value_id import PAD_COLUMNS

OF_THE_DATA = ("inputs", OPT_OUTS, "decisions")
"""What a month was made from that is looked at event by event and person by person, and not as a whole."""


def look(opened: OpenedRun, inputs: Inputs, previous: Manifest, *, has_index: bool = True) -> Delivery:
    """
    What the delivery changes of the months of `previous`; the keys of events must have been made.

    Leaves event_change. A month of an earlier version, of which nothing is kept, is not known and never affected.
    Without an index, as a plan may be, nobody's records are looked at.
    """
    engine, layout = opened.engine(), inputs.layout
    folders = {month: layout.kept_month(previous.release, month) for month in previous.months}
    load_decisions(engine, inputs.decisions)
    share = opened.job.did.max_withdrawn_share
    opened.work_out(
        "changes", (), lambda: find_changes(engine, inputs.key, folders, share), gives=("event_change",)
    )
    counted = counted_changes(engine)
    supplied = {f"{read.dataset}:{read.path}": read.sha256 for read in previous.inputs}
    now, before = set(opened.inputs.digests.values()), set(supplied.values())
    places = {sha256: place.partition(":")[2] for place, sha256 in opened.inputs.digests.items()}
    return Delivery(
        files_new=tuple(sorted(places[sha256] for sha256 in now - before)),
        files_gone=tuple(sorted(read.path for read in previous.inputs if read.sha256 not in now)),
        people_before=max((found.people for found in previous.contexts.values()), default=None),
        people=engine.count("select count(*) from person") if has_index else None,
        records=hospital_records(engine),
        records_before=records_of(previous.inputs),
        opt_outs=len(set(inputs.lists.opted_out_numbers)),
        opt_outs_before=previous.opt_out_numbers,
        is_same_list=previous.opt_outs == opened.made_from[OPT_OUTS],
        months={
            month: month_change(
                opened, inputs, previous, month, folders[month], counted.get(month, {}), has_index=has_index
            )
            for month in previous.months
        },
    )


def month_change(
    opened: OpenedRun,
    inputs: Inputs,
    previous: Manifest,
    month: str,
    folder: Path,
    rows: Mapping[str, int],
    *,
    has_index: bool,
) -> MonthChange:
    """One month; whose people have changed is looked at only where the index has, and no setting."""
    is_known = bool(kept_rows({month: folder})) and context.is_kept(folder)
    settings = settings_of(changed_since(opened.job, opened.inputs, previous, month, opened.made_from))
    recorded = previous.contexts.get(month)
    is_to_look = is_known and not settings and recorded and recorded.index != opened.index_digest
    is_looked_at = not is_to_look or (has_index and can_tell_people(opened.engine(), folder))
    is_to_look = is_to_look and has_index and can_look(opened.engine(), inputs.evidence)
    identities = 0
    if is_to_look:
        identities = opened.work_out(
            f"look at {month}",
            (folder_text(folder),),
            lambda: identities_changed(opened, replace(inputs, context=folder), month),
            gives=(changed_table(month),),
        )
    return MonthChange(
        is_looked_at=is_looked_at,
        is_known=is_known,
        rows=RowChanges(**rows),
        people=changed_people(opened.engine(), folder) if is_to_look and is_looked_at else 0,
        person_gone=person_gone(opened, previous, month, folder) if is_to_look and is_looked_at else 0,
        identities=identities,
        unlinked=unlinked_of(opened, previous, month, folder) if identities else 0,
        settings=settings,
        decisions=changed_decisions(opened.engine(), folder) if is_known else 0,
    )


def changed_since(
    job: Job, inputs: Inputs, previous: Manifest, month: str, now: Mapping[str, str]
) -> tuple[str, ...]:
    """What a published month would now be made from, by name, that it was not made from."""
    before = in_terms_of_today(previous, month, job, inputs.lists, inputs.key, now)
    found = standing(before, month, now)
    return () if isinstance(found, str) else found


def settings_of(changed: Iterable[str]) -> tuple[str, ...]:
    """Of what has changed: job, rules, lists, lookups, model and method."""
    return tuple(name for name in changed if name not in OF_THE_DATA)


def identities_changed(opened: OpenedRun, inputs: Inputs, month: str) -> int:
    """How many of the month's event identities have other possible people than when it was published."""
    engine = opened.engine()
    with opened.around.progress.step(f"looking at {month}"):
        for step in looking_steps(inputs, engine.dialect, month):
            make(engine, briefly(step.items))
        has_p = inputs.rules.p is not None and inputs.model is not None
        return find_changed_identities(engine, month, has_p=has_p)


def person_gone(opened: OpenedRun, previous: Manifest, month: str, folder: Path) -> int:
    """
    How many of the month's published links are to somebody whom no hospital file of now has.

    A run that goes on may have the pads already: they stay as they are, for a step that is whole has made them.
    """
    engine, key = opened.engine(), opened.inputs.key
    pads = key.pads("person") if previous.pseudonymise_person else None
    links = published_links(opened.inputs.layout, previous, month)
    is_there = has_table(engine, "person_pad")
    if not is_there:
        engine.load("person_pad", PAD_COLUMNS, [key.pads("person")])
    found = events_without_person(engine, folder, links, released_id(engine.dialect, pads))
    if not is_there:
        engine.drop("person_pad")
    return found


def unlinked_of(opened: OpenedRun, previous: Manifest, month: str, folder: Path) -> int:
    """Of the identities that identities_changed has found, those without a published link."""
    engine, layout = opened.engine(), opened.inputs.layout
    links = published_links(layout, previous, month)
    return engine.count(unlinked_sql(engine, changed_table(month), links, folder / "event.parquet"))
