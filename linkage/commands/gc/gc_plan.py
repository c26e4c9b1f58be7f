"""What `gc` would take away, what stays and why, and how much disk is free afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.commands.gc.opted_out_holders import DECISIONS, holders
from linkage.commands.report.shared_numbers import shared_before
from linkage.config.job import Job
from linkage.errors import ConfigError
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.record.sign_off import sign_offs, standing
from linkage.release.removal.policy import Known, kept_why
from linkage.release.shown import shown
from linkage.release.sizes import Size, removed_size
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import Surroundings
from linkage.words.number_words import number_of


@dataclass(frozen=True)
class Wanted:
    """What is asked for: by age, or by who is in a release."""

    keep: int
    purge_opted_out: bool = False
    include_approved: bool = False
    also_shared: bool = False
    """Whether a release may go with which a month was last shared."""


@dataclass(frozen=True)
class GcPlan:
    """What goes and what stays; nothing is done yet."""

    goes: Mapping[str, str]
    """Why each release goes, by number."""
    stays: Mapping[str, tuple[str, ...]]
    """Why each of the others stays."""
    size: Size
    """Of what goes."""
    warnings: tuple[str, ...] = ()


def plan_gc(job: Job, wanted: Wanted, around: Surroundings) -> GcPlan:
    """
    What there is to take away from the job's output folder; reads, and changes nothing.

    IntegrityError when the link to the current release is lost, ConfigError when fewer than one is to be kept.
    """
    layout = job_layout(job)
    current = shown(layout)
    if wanted.keep < 1:
        raise ConfigError("--keep needs 1 at least: the current release always stays")
    known = known_releases(layout, current)
    if wanted.purge_opted_out:
        return purge(job, layout, known, wanted, around)
    stays = kept_why(known, wanted.keep, also_shared=wanted.also_shared)
    shared = "" if wanted.also_shared else ", and no month was last shared with it"
    why = f"not among the last {wanted.keep} and not signed off{shared}"
    goes = {one.number: why for one in known if one.number not in stays}
    return GcPlan(goes, stays, removed_size(layout, goes))


def known_releases(layout: Layout, current: str | None) -> list[Known]:
    """What the policy looks at, of every release that is there and that no earlier `gc` has begun to take away."""
    entries = journal.entries(layout.journal)
    shared, half_removed = shared_before(layout), journal.half_removed(layout.journal)
    return [
        Known(
            number,
            is_current=number == current,
            is_approved=bool(standing(sign_offs(entries, number))),
            shared_months=tuple(sorted({one.month for one in shared if one.release == number})),
        )
        for number in layout.published()
        if number not in half_removed
    ]


def what_then(places: tuple[str, ...]) -> str:
    """How the people on the list who are in these `places` of the current release come out of it."""
    if places == (DECISIONS,):
        return "the next release that is published has a copy without them"
    return "run a month, new or published, and they are struck"


def purge(job: Job, layout: Layout, known: list[Known], wanted: Wanted, around: Surroundings) -> GcPlan:
    """The releases that hold people on the list of today; never the current one, nor one signed off unless asked."""
    found, unseen = holders(job, around)
    goes, stays, warnings = {}, dict[str, tuple[str, ...]](), []
    for one in known:
        if one.number not in found:
            stays[one.number] = ("nobody on the opt-out list is known to be in it",)
            continue
        months = ", ".join(found[one.number])
        if one.is_current:
            stays[one.number] = ("shown to readers",)
            warnings.append(
                f"release {one.number}, which readers are shown, holds people on the opt-out list in {months}: "
                f"{what_then(found[one.number])}; then purge again"
            )
        elif one.is_approved and not wanted.include_approved:
            stays[one.number] = ("signed off",)
            warnings.append(
                f"release {one.number} holds people on the opt-out list in {months} and stays, "
                "because it was signed off: --include-approved takes it away too"
            )
        else:
            goes[one.number] = f"holds people on the opt-out list in {months}"
    if unseen:
        warnings.append(
            f"of {number_of(len(unseen), 'release')} ({', '.join(unseen)}) not everything is kept to look for the list "
            "by (an earlier version published them): take them away with --keep when nobody needs them"
        )
    return GcPlan(goes, stays, removed_size(layout, goes), tuple(warnings))
