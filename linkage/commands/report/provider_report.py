"""The page and the letter of one provider, from a release: internal, with no number of another provider."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.dataset as ds

from linkage.commands.check.job_texts import check_texts
from linkage.commands.report.released_figures import figures_in
from linkage.commands.report.report_facts import day
from linkage.config.job import Job
from linkage.engine.quote import literal
from linkage.errors import ConfigError, InputError
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
    own = own_of(job, layout.release(number), manifest, code)
    about = About(manifest.job_name, number, day(manifest.finished), job.report.contact)
    target = layout.reports / number / "providers" / code
    method = manifest.method
    meanings = {rank.rank: rank.meaning for rank in method.ranks} if method else {}
    with hold(layout):
        disk.make_folder(target)
        disk.write(target / "index.html", render_provider(own, about, meanings).encode())
        disk.write(target / "letter.txt", letter(own, about).encode())
        layout.home.keep(layout, layout.reports / number)
    return ProviderWritten(number, manifest.month, code, target / "index.html", target / "letter.txt")


def own_of(job: Job, folder: Path, manifest: Manifest, code: str) -> OwnFigures:
    """The provider's numbers of the month of a release."""
    figures = own_figures(figures_in(folder, ds.field("category") == code), code)
    known = {figure.category for figure in figures if figure.period == manifest.month}
    if code not in known or code == UNKNOWN or not code.isalnum():
        raise ConfigError(
            f"no imaging provider of that code sent an event of {manifest.month}: --provider takes the code of three "
            "characters as the report of the release has it"
        )
    opened = open_release(folder)
    events = opened.events.filter(
        f"test_month = {literal(manifest.month)} and provider_code = {literal(code)}"
    )
    links = opened.links.filter(f"test_month = {literal(manifest.month)}")
    grouped = (
        events.project("event_id, site_code")
        .set_alias("event")
        .join(links.set_alias("link"), "event.event_id = link.event_id")
        .aggregate(
            "coalesce(site_code, 'unknown') as site, status, coalesce(match_rank, '') as rank, reason, count(*) as n"
        )
        .order("site, status, rank, reason")
    )
    outcomes = tuple(Outcome(*row) for row in grouped.fetchall())
    if not outcomes:
        raise InputError(
            f"release {manifest.release} has no events of its month; `linkage releases verify` looks"
        )
    named = names(job).get(code)
    return OwnFigures(code, label(f"{named} ({code})" if named else code), manifest.month, outcomes, figures)
