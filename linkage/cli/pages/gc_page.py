"""What `gc` took away, as JSON and as a page."""

from collections.abc import Iterator
from dataclasses import asdict

from linkage.cli.pages.plan_page import gigabytes
from linkage.commands.gc.gc_command import GcOutcome
from linkage.words.number_words import number_of


def as_result(found: GcOutcome) -> dict[str, object]:
    """For --json."""
    plan = found.plan
    return {
        "dry_run": found.is_dry_run,
        "finished": list(found.finished),
        "removed": dict(plan.goes),
        "kept": {number: list(why) for number, why in plan.stays.items()},
        "bytes": {**asdict(plan.size), "shared": plan.size.shared},
        "warnings": list(plan.warnings),
    }


def gc_lines(found: GcOutcome) -> Iterator[str]:
    """A page for a reader."""
    plan = found.plan
    would, done = ("would be ", "would be") if found.is_dry_run else ("", "is")
    for number in found.finished:
        yield f"release {number}: an earlier gc had begun to remove it; that {done} finished"
    for number, why in plan.goes.items():
        yield f"release {number}: {would}removed, {why}"
    for number, reasons in plan.stays.items():
        yield f"release {number}: kept, {'; '.join(reasons)}"
    if not plan.goes:
        yield "nothing to remove"
        return
    yield f"{gigabytes(plan.size.own)} {would}free"
    if plan.size.shared_files:
        stay = "would stay" if found.is_dry_run else "stay"
        yield (
            f"{number_of(plan.size.shared_files, 'file')} ({gigabytes(plan.size.shared)}) of these releases "
            f"{stay} on disk, because releases that are kept have them too (hard "
            "links)"
        )
