"""A release that only strikes: the release before once more, without the people who are on the opt-out list now."""

from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.commands.report.monthly_report import write_dictionary_page, write_internal
from linkage.commands.report.shared_numbers import FOLDER
from linkage.commands.resume.written_months import struck_draft
from linkage.commands.run.month_fingerprint import opt_outs_digest
from linkage.commands.run.opened_run import OpenedRun
from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.release import disk
from linkage.release.content.draft import Draft, month_path
from linkage.release.content.published import Options
from linkage.release.content.quarantine import column_names
from linkage.release.content.returns import write_returns
from linkage.release.content.secure import strike_secure
from linkage.release.record.delivery import Delivery
from linkage.release.record.manifest import FORMAT_VERSION, Manifest
from linkage.release.record.tallies import Counts
from linkage.session.log_lines import run_id
from linkage.session.run_inputs import Inputs
from linkage.strike.find import FoundStrikes, find
from linkage.strike.messages import still_held, unseen_lines
from linkage.strike.people import kept_folders, list_people, released_id
from linkage.strike.purged import publish_purged, purge_alone
from linkage.strike.run import refuse_listed, strike_months
from linkage.tables import contract
from linkage.words.names import STATUSES
from linkage.words.value_id import Pads


def publish_strikes(
    opened: OpenedRun, inputs: Inputs, previous: Manifest, delivery: Delivery
) -> Manifest | None:
    """
    Publish `previous` without the people on the list and the events that are gone; None when none of them is in it.

    Links nothing: the month and what is told of its making stay those of `previous`; its shareable report, if it had
    one, is taken over as it was shared. Where there is nothing to publish, what reviewers said of people on the list is
    purged alone. The keys of events must have been made, and event_change.
    """
    engine, around, layout = opened.engine(), opened.around, inputs.layout
    pads = inputs.key.pads("person") if previous.pseudonymise_person else None
    numbers = inputs.lists.opted_out_numbers
    list_people(engine, numbers, inputs.key, pads, kept_folders(layout, previous).values())
    found = find(engine, layout, previous, previous.months, pads)
    for line in unseen_lines(found):
        around.warn(line)
    if not found.months:
        purge_alone(engine, inputs, around)
        return None
    draft = struck_draft(opened.whole, layout)
    options = Options(
        previous.include_source_keys,
        person_pads=pads,
        record_pads=inputs.key.pads("record") if "record" in previous.pseudonymised else None,
        all_spells=opened.job.outputs.all_spells,
        gp_practice=opened.job.outputs.gp_practice,
        hospital_records=opened.job.outputs.hospital_records,
        link_draws=opened.job.outputs.link_draws,
        windows=inputs.rules.windows.words,
    )
    draft.begin(previous.month, previous, options)
    engine.load("statistics", contract("statistics").types, ())
    strike_months(engine, draft, previous, found, around.warn)
    draft.write_rest(engine, tuple(found.months))
    strike_secure(engine, layout.secure_release(previous.release), draft.secure, strangers(engine, pads))
    if "to_send_back" in column_names(draft.secure / "quarantine.parquet"):
        write_returns(engine, draft.secure, draft.number, previous.month)
    refuse_listed(engine, draft)
    manifest = manifest_of(draft, previous, found, (opened.started, around.now()))
    manifest = manifest.model_copy(
        update={
            "opt_outs": opt_outs_digest(numbers, inputs.key),
            "opt_out_numbers": len(set(numbers)),
            "made_from": dict(opened.made_from),
            "made_again": {},
            "delivery": delivery.with_done(dict.fromkeys(found.months, "struck")),
        }
    )
    write_reports(draft, opened.job, manifest, previous)
    opened.publishing(None, draft.number)
    whole = publish_purged(engine, inputs, draft, manifest, around)
    if any(of.people or of.events for of in found.months.values()):
        around.warn(still_held(layout, draft.number, found.months))
    return whole


def manifest_of(
    draft: Draft, previous: Manifest, found: FoundStrikes, times: tuple[datetime, datetime]
) -> Manifest:
    """The manifest of `previous`, for a release that is it but for the people struck; `times`: begun and ended."""
    started, finished = times
    return previous.model_copy(
        update={
            "format_version": FORMAT_VERSION,
            "release": draft.number,
            "run_id": run_id(draft.number, started),
            "started": started,
            "finished": finished,
            "stages": (),
            "signed_off_before": (),
            "counts": counts_of(draft, previous, found),
            "struck": found.months,
            "only_strikes": True,
        }
    )


def strangers(engine: Engine, pads: Pads | None) -> str:
    """A condition on a person key of HES: that they are not on the list."""
    if pads is None:
        return "person_id not in (select person_id from struck_person)"
    released = f"(select {released_id(engine.dialect, pads, 'person_id')} from person_pad as pad)"
    return f"{released} not in (select person_id from struck_person)"


def counts_of(draft: Draft, previous: Manifest, found: FoundStrikes) -> Counts:
    """The ledger of the month of `previous`, as its links are now; what was struck stands where the flow has it."""
    before = previous.counts
    if previous.month not in found.months:
        return before
    links = pq.ParquetFile(draft.folder / month_path("links", previous.month))
    status = links.read(columns=["status"])["status"]
    now = {name: int(pc.sum(pc.equal(status, name)).as_py() or 0) for name in STATUSES}
    struck = found.months[previous.month]
    return before.model_copy(
        update={
            **now,
            "events": len(status),
            "opted_out": before.opted_out + struck.events,
            "other_month": before.other_month + struck.moved,
            "superseded": before.superseded + struck.withdrawn,
        }
    )


def write_reports(draft: Draft, job: Job, manifest: Manifest, previous: Manifest) -> None:
    """The internal report of what is left, and the shareable one as it was: what was shared is not shared anew."""
    if manifest.method is not None:
        past = manifest.method.compared_with
        write_internal(draft.folder / "report", draft.folder, job, manifest, previous.fingerprints, past)
    write_dictionary_page(draft)
    shared = Path("report", FOLDER)
    for source in sorted((draft.layout.release(previous.release) / shared).glob("*")):
        disk.make_folder(draft.folder / shared)
        disk.link_or_copy(source, draft.folder / shared / source.name)
