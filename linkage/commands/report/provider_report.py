"""The page and the letter of one provider, from a release: internal, with no number of another provider."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from linkage.commands.check.job_texts import check_texts
from linkage.commands.report.released_figures import figures_in
from linkage.commands.report.report_facts import day
from linkage.commands.report.wanted import is_among, is_equal
from linkage.config.job import Job
from linkage.engine.quote import literal
from linkage.errors import ConfigError
from linkage.reading.opened_release import open_release
from linkage.release import disk, history
from linkage.release.lock import hold
from linkage.release.record.manifest import Manifest
from linkage.release.shown import shown
from linkage.report.provider.own_figures import Outcome, OwnFigures, own_figures
from linkage.report.provider.page import About, letter, render_provider
from linkage.session.stores.job_layout import job_layout
from linkage.session.workspace import names
from linkage.words.figure import UNKNOWN
from linkage.words.label import label

COUNTED = """provider_code as provider, coalesce(site_code, 'unknown') as site, status,
    coalesce(match_rank, '') as rank, reason, count(*) as events"""
"""Events by provider and outcome."""


@dataclass(frozen=True)
class ProviderWritten:
    """Where a provider's page and letter were written."""

    release: str
    month: str
    provider: str
    page: Path
    letter: Path


def write_provider(job: Job, number: str, code: str, today: date) -> ProviderWritten:
    """
    Write reports/NNNN/providers/CODE: index.html and letter.txt.

    ConfigError when the release does not exist; InputError when it has no event of that provider in its month, or was
    made by an earlier version.
    """
    layout = job_layout(job)
    shown(layout)
    manifest = history.show(layout, number)
    check_texts(job, manifest.finished.date(), today)
    known = providers_of(layout.release(number), manifest)
    if code not in known:
        raise ConfigError(
            f"no imaging provider of that code sent an event of {manifest.month}: --provider takes the code of three "
            "characters as the report of the release has it"
        )
    (own,) = own_of(job, layout.release(number), manifest, (code,))
    said = about(job, manifest)
    target = layout.reports / number / "providers" / code
    with hold(layout):
        disk.make_folder(target)
        disk.write(target / "index.html", render_provider(own, said, meanings(manifest)).encode())
        disk.write(target / "letter.txt", letter(own, said).encode())
        layout.home.keep(layout, layout.reports / number)
    return ProviderWritten(number, manifest.month, code, target / "index.html", target / "letter.txt")


def about(job: Job, manifest: Manifest) -> About:
    """What the pages say of the release."""
    return About(manifest.job_name, manifest.release, day(manifest.finished), job.report.contact)


def meanings(manifest: Manifest) -> dict[str, str]:
    """What each rank asks, in the order in which they are offered."""
    return {rank.rank: rank.meaning for rank in manifest.method.ranks} if manifest.method else {}


def providers_of(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Codes of the providers with events in the month of a release, in order; what is no code has no page."""
    wanted = is_equal("table", "match_rate_by") & is_equal("breakdown", "provider")
    found = figures_in(folder, wanted & is_equal("period", manifest.month))
    codes = {figure.category for figure in found} - {UNKNOWN}
    return tuple(sorted(code for code in codes if code.isascii() and code.isalnum()))


def own_of(job: Job, folder: Path, manifest: Manifest, codes: Sequence[str]) -> Iterator[OwnFigures]:
    """The numbers of each of some providers in the month of a release, counted in one query."""
    month, named = manifest.month, names(job)
    figures = figures_in(folder, is_among("category", codes))
    with open_release(folder) as opened:
        events = opened.events.filter(f"test_month = {literal(month)}")
        links = opened.links.filter(f"test_month = {literal(month)}")
        counted = (
            events.project("event_id, provider_code, site_code")
            .set_alias("event")
            .join(links.set_alias("link"), "event.event_id = link.event_id")
            .aggregate(COUNTED)
            .order("provider, site, status, rank, reason")
            .fetchall()
        )
    outcomes: dict[str, list[Outcome]] = {}
    for provider, *outcome in counted:
        outcomes.setdefault(provider, []).append(Outcome(*outcome))
    for code in codes:
        name = label(f"{named[code]} ({code})" if code in named else code)
        yield OwnFigures(code, name, month, tuple(outcomes.get(code, ())), own_figures(figures, code))
