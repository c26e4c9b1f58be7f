"""leftovers: what an interrupted run has left, which the next run resumes from or clears."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.commands.doctor.checks.lock import is_locked
from linkage.release import broken_run, journal
from linkage.release.layout import Layout
from linkage.session.finding import Warned


def leftovers(subject: Subject) -> str:
    """Its working tables, and releases that were never shown."""
    layout = subject.layout
    if is_locked(layout):
        return "not looked at while a run is at work"
    if begun := sorted(journal.half_removed(layout.journal)):
        raise Warned(
            f"a gc that died has half removed release {', '.join(begun)}; `linkage gc` finishes that"
        )
    held = list(layout.work.iterdir()) if layout.work.is_dir() else []
    size = sum(file.stat().st_size for file in layout.work.rglob("*") if file.is_file()) if held else 0
    unfinished = journal.unfinished(layout.journal)
    there = [number for number in sorted(unfinished) if layout.release(number).exists()]
    if held or there:
        told = [f"{size / 1e6:,.0f} MB in {layout.work}"] if held else []
        told += [f"unfinished release {', '.join(there)}"] if there else []
        raise Warned(f"an interrupted run left {' and '.join(told)}; {next_words(layout)}")
    return "none"


def next_words(layout: Layout) -> str:
    """What becomes of it."""
    found = broken_run.read(layout)
    if found is None or not found.steps:
        return "the next run clears it"
    return (
        f"a run resumes after its last whole step ({found.last}) where nothing that it used has changed; else, and "
        "with --no-resume, the next run clears it"
    )


CHECK = Check(
    name="leftovers",
    place=2000,
    meaning="No interrupted run has left anything.",
    look=leftovers,
    needs=(JOB_FILE,),
)
