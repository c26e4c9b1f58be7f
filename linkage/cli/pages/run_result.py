"""What a run has published, or that there was nothing to do, as JSON and as a page."""

from dataclasses import asdict

import typer

from linkage.cli.pages.set_aside import set_aside_words
from linkage.cli.pages.superseded import superseded_lines
from linkage.commands.report.monthly_report import released_rank_table
from linkage.commands.report.released_holdout import released_holdout
from linkage.commands.run.month_volume import volume_words
from linkage.commands.run.run_outcome import Outcome
from linkage.commands.run.superseded import FileRows
from linkage.config.job import Job
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.strike.messages import struck_line


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
        "only_strikes": outcome.published and outcome.manifest.only_strikes,
        "volume": outcome.manifest.volume.model_dump()
        if outcome.linked and outcome.manifest.volume
        else None,
        "holdout": released_holdout(job, outcome.release, month),
        "gates": [gate.model_dump() for gate in outcome.manifest.gates] if outcome.linked else None,
        "folder": str(Layout(job.output).release(outcome.release)),
    }


def file_rows_of(outcome: Outcome) -> list[FileRows]:
    """The DID files of a month that was linked whose rows replaced others or were replaced."""
    inputs = outcome.manifest.inputs if outcome.linked else ()
    each = [FileRows(read.path, read.rows_superseded, read.rows_superseding) for read in inputs]
    return [file for file in each if file.rows_superseded or file.rows_superseding]


def show(job: Job, outcome: Outcome, month: str) -> None:
    """The match-rank table, the ledger in a line, and where to look."""
    folder = Layout(job.output).release(outcome.release)
    typer.echo(released_rank_table(job, outcome.release, month))
    counts, volume = outcome.manifest.counts, outcome.manifest.volume
    if outcome.linked:
        typer.echo(
            f"\n{month}: {counts.events:,} events = {counts.linked:,} linked + {counts.review:,} review"
            f" + {counts.unlinked:,} unlinked"
        )
        typer.echo(set_aside_words(outcome.manifest.inputs))
        if counts.key_conflict:
            typer.echo(
                f"{counts.key_conflict:,} row(s) bear a site and accession number of several people (key_conflict): "
                "set aside, and in no rate"
            )
        if volume:
            typer.echo(f"volume:       {volume_words(month, volume)}")
        typer.echo(f"gates:        {gates_in_words(outcome.manifest)}")
    elif outcome.published:
        typer.echo(
            f"\nthe opt-out list has changed: release {outcome.release} only strikes; the links of {month} were not "
            "made again. Who has left the list comes back only with --restate"
        )
    elif outcome.opt_outs_changed:
        typer.echo(
            f"\n{month} is published in release {outcome.release} and only the opt-out list has changed since it was "
            "linked, with nobody left to strike: nothing to do. Who has left the list comes back only with --restate"
        )
    else:
        typer.echo(
            f"\n{month} is published in release {outcome.release} and nothing has changed: nothing to do"
        )
    for line in superseded_lines(file_rows_of(outcome)):
        typer.echo(line)
    if outcome.same_as:
        typer.echo(
            f"the restatement changed nothing: links, pathways and events of {month} are those of release "
            f"{outcome.same_as}"
        )
    for struck_month, struck in (outcome.manifest.struck if outcome.published else {}).items():
        typer.echo(struck_line(struck_month, struck))
    if scope := outcome.manifest.scopes.get(month):
        typer.echo(f"scope:        {scope.words}")
    typer.echo(f"release {outcome.release}: {folder}")
    typer.echo(f"report:       {folder / 'report' / 'index.html'}")


def gates_in_words(manifest: Manifest) -> str:
    """How many gates were judged, and which did not hold and yet did not refuse."""
    broken = [
        f"{gate.name} ({'accepted' if gate.accepted else 'warned'})"
        for gate in manifest.gates
        if not gate.held
    ]
    return f"{len(manifest.gates)} judged, " + (f"not held: {', '.join(broken)}" if broken else "all held")
