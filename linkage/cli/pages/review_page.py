"""What `linkage review` tells: of a sample what was drawn and where it lies, of an import what the answers come to."""

from collections.abc import Iterator
from dataclasses import asdict

from linkage.commands.review.export import Exported
from linkage.commands.review.importing import Imported, ImportedSample
from linkage.review.estimate import Estimate
from linkage.review.measured import ReviewMeasured
from linkage.words.number_words import number_of


def export_result(found: Exported) -> dict[str, object]:
    """For --json; no event and no person."""
    design = found.design
    return {
        "sample": design.sample,
        "release": design.release,
        "month": design.month,
        "folder": str(found.folder),
        "is_new": found.is_new,
        "drawn": len(design.events),
        "to_judge": found.to_judge,
        "nobody_found": found.nobody_found,
        "margin": design.margin,
        "foreseen_margin": design.foreseen_margin,
        "reviewers": design.reviewers,
        "seed": design.seed,
        "without_proposed": design.without_proposed,
        "strata": {name: asdict(one) for name, one in design.strata.items()},
    }


def export_lines(found: Exported, job: str) -> Iterator[str]:
    """A page for a reader."""
    design = found.design
    if not found.is_new:
        yield f"sample {design.sample} was exported on {design.exported_on} already; nothing was written"
    yield f"sample {design.sample} of {design.month}, release {design.release}: {len(design.events):,} events drawn"
    yield f"{'stratum':<50}{'events':>10}{'drawn':>8}"
    for name, one in design.strata.items():
        yield f"{name:<50}{one.events:>10,}{one.drawn:>8,}"
    yield f"{found.to_judge:,} to judge; for {found.nobody_found:,} the search finds nobody, so nobody has to look"
    if design.without_proposed:
        yield f"whom a rank or rank P proposed is not looked for, but for those linked: {design.without_proposed}"
    if design.foreseen_margin is not None:
        yield (
            f"the share of wrong links will be known to {100 * design.foreseen_margin:.1f} points or so "
            f"(asked: {100 * design.margin:.1f})"
        )
    yield f"page and workbook, with identifiers, for the secure area alone: {found.folder}"
    yield f"then: linkage review import {job} FILE..."


def import_result(found: Imported) -> dict[str, object]:
    """For --json."""
    return {
        "files": [
            {
                "name": one.name,
                "sample": one.given.sample,
                "round": one.given.round,
                "reviewer": one.given.reviewer,
                "answers": len(one.given.answers),
                "new": len(one.new),
                "changed": one.changed,
                "same": one.same,
            }
            for one in found.files
        ],
        "samples": [
            {
                "sample": one.design.sample,
                "release": one.design.release,
                "current_release": one.release,
                "to_third": one.to_third,
                "third_page": None if one.third_page is None else str(one.third_page),
                "settled": one.settled,
                "recorded": one.recorded,
                "taken_back": one.taken_back,
                "not_there": one.not_there,
                "decided": one.decided,
                "other_link": one.other_link,
                "measured": None if one.measured is None else asdict(one.measured),
            }
            for one in found.samples
        ],
    }


def import_lines(found: Imported) -> Iterator[str]:
    """A page for a reader."""
    for one in found.files:
        said = f"{one.name}: {number_of(len(one.given.answers), 'answer')} of {one.given.reviewer}"
        if not one.new:
            yield f"{said}, all of them known already; nothing was added"
            continue
        changed = f", of which {one.changed:,} take the place of earlier ones" if one.changed else ""
        yield f"{said}, {len(one.new):,} new{changed}"
    for sample in found.samples:
        yield from sample_lines(sample)


def sample_lines(found: ImportedSample) -> Iterator[str]:
    """One sample."""
    design = found.design
    yield ""
    yield f"sample {design.sample}: {found.settled:,} events settled, {found.recorded:,} of them written down now"
    if found.taken_back:
        yield f"  {found.taken_back:,} decisions of earlier answers taken back: their reviewers do not agree any more"
    if found.recorded or found.taken_back:
        yield (
            "  what was written down binds from the next run that links the month: `linkage run JOB --changed`; "
            "`linkage review list JOB` has it"
        )
    if design.release != found.release:
        yield f"  drawn from release {design.release}; the current one is {found.release}"
    if found.not_there:
        yield (
            f"  {found.not_there:,} settled events are not in release {found.release} (withdrawn, moved, or of people "
            "who opted out): kept, and not used"
        )
    if found.decided:
        yield (
            f"  {found.decided:,} settled events have a link by somebody else's decision now: kept, and not written "
            "down; `linkage review decide` puts one right"
        )
    if found.other_link:
        yield (
            f"  {found.other_link:,} settled events have another link now than was judged: kept, and not written down; "
            "export a new sample to judge them"
        )
    if found.third_page is not None:
        yield f"  {number_of(found.to_third, 'event')} for a third reviewer: {found.third_page}"
    if found.measured is not None:
        yield from measured_lines(found.measured)


def measured_lines(found: ReviewMeasured) -> Iterator[str]:
    """What the answers come to."""
    yield f"  {found.judged:,} of {found.to_judge:,} events judged by {number_of(found.reviewers, 'reviewer')}"
    agreement = found.agreement
    if agreement.events:
        kappa = "not known" if agreement.kappa is None else f"{agreement.kappa:.2f}"
        yield f"  two agree on {agreement.agreed:,} of {agreement.events:,}; Cohen's kappa {kappa}"
    for name, estimate in (
        ("precision", found.precision),
        ("recall, of what the search can find", found.recall),
    ):
        yield f"  {name}: {estimate_words(estimate)}"
    if found.not_covered:
        yield f"  {found.not_covered:,} events are of strata of which nothing was judged yet: no figure speaks of them"


def estimate_words(found: Estimate | None) -> str:
    """A range, its middle with the interval, and what it rests on."""
    if found is None:
        return "nothing was judged that tells"
    return (
        f"{100 * found.middle:.1f}% (95% interval {100 * found.low:.1f}% to {100 * found.high:.1f}%); worst "
        f"{100 * found.worst:.1f}%, best {100 * found.best:.1f}%; worth {found.effective:,.0f} events drawn at random"
    )
