"""The page of how far a month moves, beside the release that readers see: there the static folder finds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.sensitivity.counted import Sensitivity
from linkage.config.job import Job
from linkage.release import disk
from linkage.release.history import current
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.report.sensitivity_page import render_sensitivity
from linkage.session.stores.job_layout import job_layout

FOLDER = "sensitivity"


@dataclass(frozen=True)
class KeptPage:
    """How far a month moves, as it was worked out beside a release."""

    month: str
    release: str
    path: Path


def keep_page(job: Job, found: Sensitivity) -> Path | None:
    """
    Write reports/NNNN/sensitivity/YYYY-MM.html beside the current release; None where that does not hold the month.

    One that was worked out before beside the same release is replaced. Internal.
    """
    layout = job_layout(job)
    with hold(layout):
        manifest = current(layout)
        if manifest is None or found.month not in manifest.months:
            return None
        page = layout.reports / manifest.release / FOLDER / f"{found.month}.html"
        disk.make_folder(page.parent)
        disk.write(page, render_sensitivity(found).encode())
        layout.home.keep(layout, layout.reports / manifest.release)
    return page


def kept_pages(layout: Layout, releases: Sequence[str]) -> Iterator[KeptPage]:
    """Of each month the page that was worked out last; `releases` are numbers, the latest first."""
    found: dict[str, KeptPage] = {}
    for number in releases:
        for path in sorted((layout.reports / number / FOLDER).glob("????-??.html")):
            found.setdefault(path.stem, KeptPage(path.stem, number, path))
    yield from sorted(found.values(), key=lambda page: page.month, reverse=True)
