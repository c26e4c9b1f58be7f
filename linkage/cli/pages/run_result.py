"""What a run has published, or that there was nothing to do, as JSON and as a page."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from linkage.cli.pages.decision_lines import run_lines
from linkage.cli.pages.delivery_lines import delivery_lines
from linkage.cli.pages.set_aside import returned, set_aside_lines
from linkage.cli.pages.superseded import counts_of, superseded_lines
from linkage.cli.telling.log import note
from linkage.cli.telling.typed import typed
from linkage.commands.months.asked import Asked
from linkage.commands.report.monthly_report import released_rank_table
from linkage.commands.report.released_holdout import released_holdout
from linkage.commands.run.month_volume import volume_words
from linkage.commands.run.run_outcome import Outcome
from linkage.commands.run.superseded import FileRows
from linkage.config.job import Job
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.steps.inputs.source import table_of
from linkage.strike.messages import struck_line


def noted(outcomes: Sequence[Outcome]) -> None:
    """For the log: each release that was published, or that there was nothing to do."""
    for outcome in outcomes:
        what = "published" if outcome.published else "nothing_to_do"
        note(what, release=outcome.release, month=outcome.manifest.month)


def as_result(job: Job, outcome: Outcome, month: str) -> dict[str, object]:
    """For --json: what was published, or that there was nothing to do."""
    return {
        "release": outcome.release,
        "month": month,
        "published": outcome.published,
        "same_as": outcome.same_as,
        "superseded": [asdict(file) for file in file_rows_of(outcome)],
        "counts": outcome.manifest.counts.model_dump() if outcome.linked else None,
        "struck": {
            struck_month: struck.model_dump()
            for struck_month, struck in (outcome.manifest.struck if outcome.published else {}).items()
        },
        "signed_off_before": [one.model_dump() for one in outcome.manifest.signed_off_before]
        if outcome.linked
        else [],
        "only_strikes": outcome.published and outcome.manifest.only_strikes,
        "volume": outcome.manifest.volume.model_dump()
        if outcome.linked and outcome.manifest.volume
        else None,
        "set_aside": outcome.manifest.set_aside.model_dump()
        if outcome.linked and outcome.manifest.set_aside
        else None,
        "files_set_aside": [asdict(file) for file in outcome.files_aside],
        "returns": returned(Layout(job.output).secure_release(outcome.release))
        if outcome.published
        else None,
        "holdout": released_holdout(job, outcome.release, month),
        "gates": [gate.model_dump() for gate in outcome.manifest.gates] if outcome.linked else None,
        "delivery": outcome.found.model_dump() if outcome.found else None,
        "affected": list(outcome.found.affected) if outcome.found else [],
        "made_again": list(outcome.manifest.made_again) if outcome.published else [],
        "shared_from": outcome.manifest.shared_from if outcome.published else None,
        "decisions": {
            name: context.decisions
            for name, context in outcome.manifest.contexts.items()
            if context.decisions
        },
        "folder": str(Layout(job.output).release(outcome.release)),
    }


def as_results(job: Job, asked: Asked, outcomes: Sequence[Outcome]) -> object:
    """For --json: one object for a run of one release, a list of them for a range of months."""
    found = [
        as_result(job, outcome, asked.name_of(place, outcome.manifest.month))
        for place, outcome in enumerate(outcomes)
    ]
    return found if len(asked.months) > 1 else found[0]


def file_rows_of(outcome: Outcome) -> list[FileRows]:
    """The DID files of a month that was linked whose rows replaced others or were replaced."""
    inputs = outcome.manifest.inputs if outcome.linked else ()
    each = [
        FileRows(read.path, read.rows_superseded, read.rows_superseding, read.rows_withdrawn)
        for read in inputs
        if read.dataset == "did"
    ]
    return [file for file in each if any(counts_of(file))]


def show(job: Job, outcome: Outcome, month: str, job_file: Path) -> None:
    """The match-rank table, the ledger in a line, and where to look; `job_file` as it was typed."""
    folder = Layout(job.output).release(outcome.release)
    typer.echo(released_rank_table(job, outcome.release, month))
    for line in ending_lines(job, outcome, month):
        typer.echo(line)
    for file in outcome.files_aside:
        typer.echo(f"file aside:   {file.path} [{table_of(file.dataset)}]: {file.why}")
    for line in superseded_lines(file_rows_of(outcome)):
        typer.echo(line)
    if outcome.same_as:
        typer.echo(
            f"the restatement changed nothing: links, pathways and events of {month} are those of release "
            f"{outcome.same_as}"
        )
    struck_months = outcome.manifest.struck if outcome.published else {}
    for struck_month, struck in struck_months.items():
        typer.echo(struck_line(struck_month, struck))
    for line in delivery_lines(outcome.found, struck_months, typed(job_file), was_left=outcome.was_left):
        typer.echo(line)
    made = {outcome.manifest.month, *outcome.manifest.made_again} if outcome.linked else set()
    for line in run_lines(outcome.manifest, made):
        typer.echo(line)
    if scope := outcome.manifest.scopes.get(month):
        typer.echo(f"scope:        {scope.words}")
    typer.echo(f"release {outcome.release}: {folder}")
    typer.echo(f"report:       {folder / 'report' / 'index.html'}")


def ending_lines(job: Job, outcome: Outcome, month: str) -> Iterator[str]:
    """The ledger of a month that was linked, or why there was nothing to link."""
    counts, volume = outcome.manifest.counts, outcome.manifest.volume
    if outcome.linked:
        yield (
            f"\n{month}: {counts.events:,} events = {counts.linked:,} linked + {counts.review:,} review"
            f" + {counts.unlinked:,} unlinked"
        )
        secure = Layout(job.output).secure_release(outcome.release)
        yield from set_aside_lines(month, outcome.manifest, secure)
        if counts.key_conflict:
            yield (
                f"{counts.key_conflict:,} row(s) bear a site and accession number of several people (key_conflict): "
                "set aside, and in no rate"
            )
        if volume:
            yield (f"volume:       {volume_words(month, volume)}")
        yield (f"gates:        {gates_in_words(outcome.manifest)}")
    elif outcome.published:
        found = outcome.found
        if found is None or not found.is_same_list:
            why, more = (
                "the opt-out list has changed",
                ". Who has left the list comes back only with --restate",
            )
        else:
            why, more = "events of published months were withdrawn or have moved", ""
        yield (
            f"\n{why}: release {outcome.release} only strikes; the links of {month} were not made again{more}"
        )
    elif outcome.opt_outs_changed:
        yield (
            f"\n{month} is published in release {outcome.release} and only the opt-out list has changed since it was "
            "linked, with nobody left to strike: nothing to do. Who has left the list comes back only with --restate"
        )
    else:
        found = outcome.delivery
        is_other = found is not None and bool(found.files_new or found.files_gone)
        why = "this delivery changes nothing of it" if is_other else "nothing has changed"
        yield f"\n{month} is published in release {outcome.release} and {why}: nothing to do"


def gates_in_words(manifest: Manifest) -> str:
    """How many gates were judged, and which did not hold and yet did not refuse."""
    broken = [
        f"{gate.name} ({'accepted' if gate.accepted else 'warned'})"
        for gate in manifest.gates
        if not gate.held
    ]
    return f"{len(manifest.gates)} judged, " + (f"not held: {', '.join(broken)}" if broken else "all held")
