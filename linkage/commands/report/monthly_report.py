"""
The report of a release, from the release alone: internal with exact numbers, shareable with controlled ones.

    report/index.html, workbook.xlsx                              internal
    report/shareable/index.html, workbook.xlsx, statistics.csv    only with [outputs] disclosure

One made beside the releases has its exact numbers beside it too, as statistics_internal.csv; a release has them in
statistics/.
"""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from linkage.commands.report.carried_rates import carried_rates
from linkage.commands.report.comparison import change_figures
from linkage.commands.report.released_figures import figures_csv, figures_in, released_figures
from linkage.commands.report.report_data import ReportData, report_data
from linkage.commands.report.report_facts import Fingerprints, profile_of, report_facts
from linkage.commands.report.revision import Sharing, sharing_of, take_over
from linkage.commands.report.shareable import shareable_figures
from linkage.commands.report.shared_numbers import FOLDER, NAME, shared_before, shared_bytes
from linkage.commands.report.shared_past import past_rates
from linkage.commands.report.wanted import is_equal
from linkage.commands.review.measure import review_figures
from linkage.commands.run.month_scope import Scopes
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.disclosure.profile import Profile
from linkage.release import disk
from linkage.release.content import dictionary
from linkage.release.content.draft import Draft
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.release.record.signed_before import replaced, signed_before
from linkage.report.chapters.notes import NOTES
from linkage.report.chapters.rank_table import decided_rank, describe
from linkage.report.delivered import delivered_tables
from linkage.report.dictionary_page import render_dictionary
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.headline import headline
from linkage.report.page import banner, chapters, render_page
from linkage.report.page import cover as cover_lines
from linkage.report.terminal import match_rank_text
from linkage.report.workbook import Cover, workbook_bytes
from linkage.steps.statistics.listing import listing
from linkage.words.figure import Figure

Past = tuple[str, str]
"""A release and its month."""


def write_report(
    folder: Path, job: Job, manifest: Manifest, previous: Manifest | None, past: Past | None
) -> Sharing | None:
    """
    The reports of a draft, in its folder, from its statistics; its manifest is not yet whole.

    Gives how the month is shared; None where nothing is.
    """
    fingerprints = {**(previous.fingerprints if previous else {}), **manifest.fingerprints}
    if previous:
        manifest = manifest.model_copy(update={"scopes": {**previous.scopes, **manifest.scopes}})
    target = folder / "report"
    write_internal(target, folder, job, manifest, fingerprints, past)
    profile = profile_of(job.outputs)
    if profile is None:
        return None
    sharing = sharing_of(shared_before(Layout(job.output)), manifest, job.report.revisions)
    if sharing.stands:
        take_over(sharing.stands, target / FOLDER)
    else:
        write_shareable(target / FOLDER, folder, job, manifest, fingerprints, profile, past, sharing=sharing)
    return sharing


def write_internal(
    target: Path,
    folder: Path,
    job: Job,
    manifest: Manifest,
    fingerprints: Fingerprints,
    past: Past | None,
    change: tuple[Figure, ...] | None = None,
) -> ReportData:
    """The internal report of the release in `folder`; `change` takes the place of the release's own."""
    figures = released_figures(folder, manifest.month)
    if change is not None:
        figures = (*(figure for figure in figures if figure.table != "change"), *change)
    scope = Scopes(manifest.scopes, job.outputs).of(manifest.month, figures)
    review = review_figures(job, Layout(job.output), folder, manifest.month)
    figures = (*figures, *(review.figures() if review else ()))
    facts = replace(
        report_facts(job, manifest, fingerprints, figures, None, past),
        scope=scope.words,
        signed_before=tuple(signed_before(manifest).items()),
        signed_and_linked=tuple(replaced(manifest)),
        carried=carried_rates(folder, manifest),
        review=review,
    )
    is_inside = folder in target.parents
    facts = replace(facts, has_dictionary=is_inside)
    made = write_files(target, Figures(manifest.month, figures), facts, manifest)
    if not is_inside:
        disk.write(target / "statistics_internal.csv", figures_csv(figures))
    return made


def write_shareable(
    target: Path,
    folder: Path,
    job: Job,
    manifest: Manifest,
    fingerprints: Fingerprints,
    profile: Profile,
    past: Past | None,
    *,
    sharing: Sharing,
) -> ReportData:
    """The shareable report of the release in `folder`, from controlled numbers alone, with these as a file."""
    layout = Layout(job.output)
    scopes = Scopes(manifest.scopes, job.outputs)
    shared = shareable_figures(layout, folder, manifest.month, profile, past, scopes, job.report.revisions)
    exact = released_figures(folder, manifest.month)
    facts = report_facts(job, manifest, fingerprints, exact, shared.profile, past)
    facts = replace(
        facts,
        scope=shared.scope.words,
        is_reviewed=review_figures(job, layout, folder, manifest.month) is not None,
        stands=shared.stands,
        revises=None if shared.stands else sharing.revises,
    )
    rates = past_rates(layout, manifest.month)
    figures = Figures(manifest.month, (*shared.figures, *rates), is_shared=True)
    made = write_files(target, figures, facts, manifest)
    disk.write(target / NAME, shared_bytes(shared.figures, shared.rules))
    return made


def compared(job: Job, folder: Path, manifest: Manifest, other: Manifest) -> tuple[Figure, ...]:
    """The change of a release's month against that of another release, from exact numbers."""
    there = Layout(job.output).release(other.release)
    return change_figures(figures_in(folder), figures_in(there), manifest.month, other.month)


def write_files(target: Path, figures: Figures, facts: ReportFacts, manifest: Manifest) -> ReportData:
    """The page and, with the extra `report`, the workbook; gives what both have, as data."""
    made = chapters(figures, facts)
    tables = [*delivered_tables(facts), *(table for chapter in made for table in chapter.tables())]
    disk.make_folder(target)
    disk.write(target / "index.html", render_page(figures, facts, made).encode())
    if has_workbook():
        cover = workbook_cover(figures, facts)
        disk.write(target / "workbook.xlsx", workbook_bytes(cover, tables, NOTES, manifest.finished))
    return report_data(headline(figures, facts), tables)


def workbook_cover(figures: Figures, facts: ReportFacts) -> Cover:
    """The first sheet: what the first screen says, who to ask, and how the links were made."""
    screen = headline(figures, facts)
    return Cover(
        f"HES-DID linkage, {facts.month}",
        banner(facts),
        cover_lines(facts),
        (*screen.sentences, *screen.stands_out, *(screen.to_do or (screen.nothing,))),
        (
            f"Profile {facts.profile}: {facts.profile_meaning}",
            *(f"{rank.rank}: {rank.meaning}." for rank in facts.ranks),
        ),
    )


def has_workbook() -> bool:
    """Whether what writes workbooks is installed."""
    return find_spec("gptables") is not None


def write_dictionary_page(draft: Draft) -> None:
    """What the published tables and the statistics are -> report/data_dictionary.html in `draft`."""
    page = render_dictionary(dictionary.described(draft.told), statistics=listing())
    draft.write_same("report/data_dictionary.html", page.encode())


def released_rank_table(job: Job, release: str, month: str) -> str:
    """The match-rank table of a published month, for the terminal."""
    figures = figures_in(Layout(job.output).release(release), is_equal("period", month))
    ranks = (*describe(load_rules(job)), *decided_rank(figures, month))
    return match_rank_text(Figures(month, figures), ranks)
