"""What the demo has made, as JSON and as a page: the last month, what happened in the year, where to look."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from linkage.cli.asked.world import FORGETFUL, WITHOUT_NUMBERS, EventfulYear
from linkage.cli.pages import evaluation_table, review_page, run_result
from linkage.cli.telling.typed import typed
from linkage.commands.evaluate.evaluation import Evaluation
from linkage.commands.review.export import Exported
from linkage.commands.run.run_outcome import Outcome
from linkage.commands.site.site_command import SiteWritten
from linkage.config.job import Job


@dataclass(frozen=True)
class Shown:
    """A demo that has come to its end."""

    job: Job
    year: EventfulYear
    outcome: Outcome
    """Of the last month."""
    sample: Exported
    shareable: SiteWritten
    internal: SiteWritten
    release: str
    found: Evaluation
    """The release held against the truth."""


def as_result(demo: Shown) -> dict[str, object]:
    """For --json."""
    return {
        "run": run_result.as_result(demo.job, demo.outcome, demo.year.months[-1]),
        "evaluation": evaluation_table.as_result(demo.release, demo.found),
        "review": review_page.export_result(demo.sample),
        "site": str(demo.internal.page),
        "shareable_site": str(demo.shareable.page),
        "without_numbers": {"provider": WITHOUT_NUMBERS, "from": demo.year.without_numbers[0]},
        "late": {"provider": FORGETFUL, "month": demo.year.late},
    }


def show(demo: Shown) -> None:
    """The last month as a run tells it, how right the links are, and what to open."""
    run_result.show(demo.job, demo.outcome, demo.year.months[-1], job_file(demo, Path.cwd()))
    typer.echo(f"\n{evaluation_table.evaluation_text(demo.release, demo.found)}")
    for line in ending(demo, Path.cwd()):
        typer.echo(line)


def ending(demo: Shown, here: Path) -> Iterator[str]:
    """What was put into the year for the reports to find, and where these lie, seen from the folder `here`."""
    year = demo.year
    yield ""
    yield f"In this made-up year, {year.months[0]} to {year.months[-1]}:"
    yield f"  {WITHOUT_NUMBERS} sends no NHS numbers from {year.without_numbers[0]} on;"
    yield f"  {FORGETFUL} sent {year.late} a month late, so that {year.late} was made again beside {year.months[-1]}."
    yield ""
    yield "To open:"
    job = typed(job_file(demo, here))
    for name, path, made_by in (
        ("the site", demo.internal.page, f"linkage site {job}"),
        ("what may be shared", demo.shareable.page, f"linkage site {job} --shareable"),
        ("events to review", demo.sample.folder, f"linkage review export {job}"),
    ):
        yield f"  {name:<20}{near(path, here)}   ({made_by})"


def job_file(demo: Shown, here: Path) -> Path:
    """The job of the demo, seen from the folder `here`."""
    return near(demo.year.folder.parent / "job.toml", here)


def near(path: Path, here: Path) -> Path:
    """A path as it is named in the folder `here`."""
    return path.relative_to(here) if path.is_relative_to(here) else path
