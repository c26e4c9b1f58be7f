"""Months linked, judged and published in one release: the month asked for, and those to be made again beside it."""

from collections.abc import Sequence
from dataclasses import replace

from linkage.commands.months.kept_month import write_kept_month
from linkage.commands.months.linked_release import Release, looked_at, told
from linkage.commands.months.made_statistics import add_statistics, earlier_sql, unite_statistics
from linkage.commands.months.people_account import find_people_changes
from linkage.commands.months.recorded_context import recorded_context
from linkage.commands.months.tried_again import lost_links
from linkage.commands.report.monthly_report import write_dictionary_page, write_report
from linkage.commands.report.revision import with_sharing
from linkage.commands.resume.written_months import before_month, begun, month_digest, note_month, start, take
from linkage.commands.run.account import LinkedMonth, manifest_of
from linkage.commands.run.earlier_fingerprint import OPT_OUTS
from linkage.commands.run.folder_warnings import signed_off_warning
from linkage.commands.run.linked_month import link_one
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.published_before import PublishedBefore, published_before
from linkage.commands.run.release_options import published_options
from linkage.commands.run.restated import is_as_published, month_files
from linkage.commands.run.run_outcome import Outcome
from linkage.errors import GateError
from linkage.months.link_changes import link_changes
from linkage.release.content.carry import published_links
from linkage.release.content.draft import Draft
from linkage.release.content.published import PARTITIONED
from linkage.release.record.delivery import Delivery, LinkChanges
from linkage.release.record.manifest import Manifest
from linkage.release.record.signed_month import signed_off_months
from linkage.session.run_inputs import Inputs
from linkage.strike.messages import still_held
from linkage.strike.people import list_people_again
from linkage.strike.purged import publish_purged
from linkage.strike.run import write_strikes
from linkage.strike.taken_out import note_taken_out


def link_and_publish(
    opened: OpenedRun,
    inputs: Inputs,
    month: str | None,
    previous: Manifest | None,
    delivery: Delivery | None,
    again: Sequence[str] = (),
) -> Outcome | None:
    """
    Link `again`, months of `previous`, and `month`; publish them beside the months that stay, of which some are struck.

    The keys of events must have been made, and event_change. Gives None when nothing came out otherwise and nobody is
    struck: nothing is published then. Raises GateError for a gate that does not hold, or a rule of disclosure control
    that is not the month's; InputError, ResourceError or IntegrityError; nothing is published then either.
    """
    engine, layout, around = opened.engine(), inputs.layout, opened.around
    release = begun(opened.whole, layout)
    find_people_changes(engine, inputs, previous, around.warn)
    release.draft.begin("", previous, published_options(opened.job, inputs.key, inputs.rules))
    for other in again:
        link_into(opened, inputs, release, other, delivery, asked=month)
    if month:
        link_into(opened, inputs, release, month, delivery, asked=month)
    opened.whole.tell()
    if release.manifest is None:
        return None
    list_people_again(engine, inputs)
    draft, manifest = release.draft, release.manifest
    draft.month = manifest.month
    unite_statistics(engine, tuple(release.made))
    struck = write_strikes(engine, draft, inputs, around, made=tuple(release.made), same=tuple(release.same))
    manifest = manifest.model_copy(
        update={
            "finished": around.now(),
            "struck": struck,
            "signed_off_before": release.signed_off,
            "opt_outs": opened.made_from[OPT_OUTS],
            "opt_out_numbers": len(set(inputs.lists.opted_out_numbers)),
            "made_from": dict(opened.made_from),
            "delivery": told(delivery, release, struck),
            "fingerprints": {name: dict(opened.made_from) for name in release.made},
            "contexts": looked_at(opened, previous, release, delivery),
            "scopes": {name: of.scopes[name] for name, of in release.made.items()},
            "made_again": {name: of.counts for name, of in release.made.items() if name != manifest.month},
        }
    )
    same_as = same_release(opened, release, month)
    sharing = write_report(draft.folder, opened.job, manifest, previous, release.against)
    manifest = with_sharing(manifest, sharing, opened.job.report.revisions, around.warn)
    write_dictionary_page(draft)
    opened.publishing(month, draft.number)
    linked = (*release.made, *release.same)
    published = publish_purged(engine, inputs, draft, manifest, around, linked)
    if any(of.people or of.events for of in struck.values()):
        around.warn(still_held(layout, draft.number, struck))
    return Outcome(draft.number, published=True, manifest=published, same_as=same_as)


def link_into(
    opened: OpenedRun,
    inputs: Inputs,
    release: Release,
    month: str,
    delivery: Delivery | None,
    *,
    asked: str | None,
) -> None:
    """
    Link one month and write it into the draft, in its own context where it is one to be made again.

    One that comes out as it is published stays, but for what is kept of it. One that a broken run wrote is taken as
    it is.
    """
    whole, previous = opened.whole, release.draft.previous
    change = delivery.months.get(month) if delivery else None
    is_tried = change is not None and change.done == "tried again"
    is_again = change is not None and change.is_linked and change.done != "linked" and change.keeps_context
    kept = inputs.layout.kept_month(previous.release, month) if previous and is_again else None
    links = published_links(inputs.layout, previous, month) if previous and is_tried else ()
    inputs = replace(inputs, context=opened.context_of(month, kept), published_links=links)
    before = published_before(opened.job, inputs.layout, month, previous)
    beside = month != asked
    digest = month_digest(opened, inputs, release, month, before.against, beside=beside)
    if step := whole.passed(month, digest):
        take(release, month, step)
        return
    stood = before_month(whole, release)
    link_month(opened, inputs, release, month, before, is_again=is_again, beside=beside)
    note_month(whole, release, month, digest, stood)


def link_month(
    opened: OpenedRun,
    inputs: Inputs,
    release: Release,
    month: str,
    before: PublishedBefore,
    *,
    is_again: bool,
    beside: bool,
) -> None:
    """The same, where it has to be linked."""
    engine, draft, previous = opened.engine(), release.draft, release.draft.previous
    stages = opened.stages()
    earlier = earlier_sql(engine, inputs.layout, previous, tuple(release.made))
    try:
        linked = link_one(opened, inputs, month, draft.number, before, stages, earlier)
    except GateError as refused:
        raise GateError(f"{month}: {refused}") from None
    note_taken_out(engine, month)
    start(opened.whole, release)
    draft.write_month(engine, month, beside=beside)
    write_kept_month(engine, draft, inputs, month)
    if previous and is_again and is_published(opened, previous, draft, month):
        draft.take_back(month)
        release.same.append(month)
        return
    add_statistics(engine, month)
    if previous and month in previous.months:
        release.links[month] = found_changes(opened, previous, draft, month)
        for lost in lost_links(month, release.links[month]) if inputs.published_links else ():
            opened.around.warn(lost)
    signed_off = signed_off_months(inputs.layout, previous, [month]).get(month, ())
    if warning := signed_off_warning(month, signed_off):
        opened.around.warn(warning)
    release.signed_off += signed_off
    release.manifest = manifest_in(opened, inputs, month, linked)
    release.against = before.against
    release.made[month] = release.manifest


def manifest_in(opened: OpenedRun, inputs: Inputs, month: str, linked: LinkedMonth) -> Manifest:
    """The manifest of the month alone."""
    manifest = manifest_of(opened, inputs, month, linked, opened.around.now())
    context = recorded_context(opened.engine(), inputs, linked.number, opened.index_digest)
    return manifest.model_copy(update={"contexts": {month: context}})


def is_published(opened: OpenedRun, previous: Manifest, draft: Draft, month: str) -> bool:
    """Whether every table of the month in the draft has the rows that release `previous` has."""
    return is_as_published(
        opened.engine(), draft.layout.release(previous.release), draft.folder, month, PARTITIONED
    )


def found_changes(opened: OpenedRun, previous: Manifest, draft: Draft, month: str) -> LinkChanges:
    """What became of the links of a month that release `previous` holds and the draft anew."""
    folders = (draft.layout.release(previous.release), draft.folder)
    before, now = (month_files(folder, "links", month) for folder in folders)
    return link_changes(opened.engine(), before, now)


def same_release(opened: OpenedRun, release: Release, month: str | None) -> str | None:
    """The release before, when the month asked for was in it and came out with the same rows."""
    previous = release.draft.previous
    if previous is None or month not in previous.months or month is None:
        return None
    before = release.draft.layout.release(previous.release)
    same = is_as_published(opened.engine(), before, release.draft.folder, month)
    return previous.release if same else None
