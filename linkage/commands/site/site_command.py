"""The static folder of a job: made whole beside the last one, and put in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from linkage.commands.check.job_texts import check_texts
from linkage.commands.diff.compare import compared
from linkage.commands.diff.diff_command import page_of
from linkage.commands.report.provider_report import about, meanings, own_of, providers_of
from linkage.commands.report.released_figures import figures_in
from linkage.commands.report.report_facts import approvals, day
from linkage.commands.report.shared_numbers import FOLDER as SHARED
from linkage.commands.report.wanted import is_equal
from linkage.commands.site.sensitivity_pages import sensitivity_pages
from linkage.config.job import Job
from linkage.errors import ConfigError
from linkage.release import disk
from linkage.release.layout import Layout
from linkage.release.listed import Listed, listed
from linkage.release.lock import hold
from linkage.report.facts import Approval
from linkage.report.provider.page import letter, render_provider
from linkage.report.site.front import Front, Leads, ListedRelease, render_front
from linkage.report.site.trends import render_trends, trends_of
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import Surroundings

PAGES = {
    "index.html": "report",
    "workbook.xlsx": "workbook",
    "data_dictionary.html": "data dictionary",
    "statistics.csv": "numbers",
}
"""Files of a report that the folder takes over, and what they are called."""
RATES = is_equal("table", "match_rate_by")
"""What groups over months are drawn from."""


@dataclass(frozen=True)
class SiteWritten:
    """Where the folder lies, and what is in it."""

    page: Path
    is_shareable: bool
    releases: int
    providers: int


@dataclass(frozen=True)
class Site:
    """What is being put together."""

    job: Job
    layout: Layout
    folder: Path
    is_shareable: bool

    def write(self, place: str, text: str) -> None:
        """Write one page."""
        path = self.folder / place
        disk.make_folder(path.parent)
        disk.write(path, text.encode())


def write_site(job: Job, around: Surroundings, *, shareable: bool, today: date) -> SiteWritten:
    """
    Write reports/site, or reports/site-shareable: from the releases alone, so that it can be made again.

    ConfigError when nothing has been published, or nothing shared; the last folder stays until the new one is whole.
    """
    layout = job_layout(job)
    releases = [one for one in reversed(listed(layout)) if one.story.removed is None]
    if not releases:
        raise ConfigError("nothing has been published yet: run a month first")
    check_texts(job, releases[0].manifest.finished.date(), today)
    name = "site-shareable" if shareable else "site"
    target, draft = layout.reports / name, layout.work / f"{name}.draft"
    with hold(layout), emptied(draft):
        site = Site(job, layout, draft, shareable)
        signed = approvals(layout)
        lines = tuple(line for one in releases if (line := release_line(site, one, signed)).pages)
        if not lines:
            raise ConfigError(
                "no report has been shared yet: put a rule under [outputs] disclosure, and run a month with it or ask "
                "for one with `linkage report JOB --shareable`"
            )
        providers = () if shareable else tuple(provider_pages(site, releases))
        others = () if shareable else tuple(other_pages(site, releases, around))
        marking = job.report.shareable_marking if shareable else job.report.marking
        front = Front(job.job.name, job.report.contact, lines, providers, others, shareable, marking or "")
        site.write("index.html", render_front(front))
        disk.make_folder(target.parent)
        disk.remove(target)
        disk.rename(draft, target)
        layout.home.keep(layout, target)
    return SiteWritten(target / "index.html", shareable, len(lines), len(providers))


@contextmanager
def emptied(draft: Path) -> Iterator[None]:
    """A folder for what is being made, which is not there before, nor after: nothing half made is left behind."""
    disk.remove(draft)
    try:
        yield
    finally:
        disk.remove(draft)


def release_line(site: Site, one: Listed, signed: tuple[Approval, ...]) -> ListedRelease:
    """A release on the front page, its report taken over; without pages where there is nothing to take."""
    number = one.manifest.release
    below = Path("releases") / number
    folders = [site.layout.reports / number, site.layout.release(number) / "report"]
    sources = [folder / SHARED for folder in folders] if site.is_shareable else folders
    pages: list[Leads] = []
    for source in sources:
        if pages or not (source / "index.html").is_file():
            continue
        for name, called in PAGES.items():
            if (source / name).is_file():
                disk.make_folder(site.folder / below)
                disk.link_or_copy(source / name, site.folder / below / name)
                pages.append(Leads(called, (below / name).as_posix()))
    words = [approval.words(is_shared=site.is_shareable) for approval in signed if approval.release == number]
    return ListedRelease(
        number,
        "strikes alone" if one.manifest.only_strikes and not site.is_shareable else one.manifest.month,
        day(one.manifest.finished),
        "" if site.is_shareable else one.story.changed.words() or "nothing",
        "; ".join(words) or "no",
        one.is_current,
        tuple(pages),
    )


def provider_pages(site: Site, releases: list[Listed]) -> Iterator[Leads]:
    """The page and the letter of each provider of the current release's month."""
    for one in releases:
        if not one.is_current:
            continue
        folder = site.layout.release(one.manifest.release)
        for own in own_of(site.job, folder, one.manifest, providers_of(folder, one.manifest)):
            said = about(site.job, one.manifest)
            site.write(f"providers/{own.code}/index.html", render_provider(own, said, meanings(one.manifest)))
            site.write(f"providers/{own.code}/letter.txt", letter(own, said))
            yield Leads(own.name, f"providers/{own.code}/index.html")


def other_pages(site: Site, releases: list[Listed], around: Surroundings) -> Iterator[Leads]:
    """The groups over months, how far months move, and each release held against the one before it."""
    for one in releases:
        if one.is_current:
            number = one.manifest.release
            trends = trends_of(figures_in(site.layout.release(number), RATES), max(one.manifest.months))
            site.write("trends.html", render_trends(trends, job_name=site.job.job.name, release=number))
            yield Leads(
                "Groups over months: how far each lies from all events, and match rates", "trends.html"
            )
    yield from sensitivity_pages(site.layout, releases, site.folder)
    for after, before in pairwise(releases):
        numbers = before.manifest.release, after.manifest.release
        place = f"differences/{'-'.join(numbers)}.html"
        name = f"From release {numbers[0]} to release {numbers[1]}"
        try:
            with compared(site.job, *numbers, around) as (_, found):
                site.write(place, page_of(site.job, found))
        except ConfigError as why:
            yield Leads(f"{name}: not compared, for {why}", "")
        else:
            yield Leads(name, place)
