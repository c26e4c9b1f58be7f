"""The page: a pure function from statistics and facts to one self-contained HTML file."""

from linkage.report.chapters.assurance import assurance_chapter
from linkage.report.chapters.care import care_chapter
from linkage.report.chapters.carried import carried_chapter
from linkage.report.chapters.change import change_chapter
from linkage.report.chapters.chapter import Chapter
from linkage.report.chapters.clerical_review import review_chapter
from linkage.report.chapters.coverage import comparison_chapter, coverage_chapter
from linkage.report.chapters.disclosed import disclosure_chapter
from linkage.report.chapters.flow import flow_chapter
from linkage.report.chapters.groups import groups_chapter
from linkage.report.chapters.history import charts
from linkage.report.chapters.linkage_error import error_chapter
from linkage.report.chapters.notes import changes_chapter, glossary_chapter, limits_chapter, method_chapter
from linkage.report.chapters.quality import quality_chapter
from linkage.report.chapters.rank_table import rank_table
from linkage.report.delivered import delivered_block
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.gaps.gap_chapter import gaps_chapter
from linkage.report.headline import headline
from linkage.report.screen.family import family
from linkage.report.template import rendered

INTERNAL = "Internal: exact numbers. No disclosure control has been applied; do not share."


def render_page(figures: Figures, facts: ReportFacts, made: tuple[Chapter, ...] | None = None) -> str:
    """
    The report as HTML; `made` are its chapters, if they have been made already.

    Raises IntegrityError when the flow does not reconcile.
    """
    return rendered(
        "page.html",
        facts=facts,
        banner=banner(facts),
        cover=cover(facts),
        running=f"HES-DID linkage report, {facts.month}, release {facts.release}, made {facts.finished}",
        headline=headline(figures, facts),
        delivered=delivered_block(facts),
        chapters=made or chapters(figures, facts),
        shareable=facts.disclosure is not None,
    )


def chapters(figures: Figures, facts: ReportFacts) -> tuple[Chapter, ...]:
    """Every chapter below the first screen, in order."""
    history = charts(figures, facts)
    ranks = Chapter("ranks", "How the records are matched", (rank_table(figures, facts.ranks),))
    over_months = gaps_chapter(figures)
    return (
        flow_chapter(figures, facts),
        coverage_chapter(figures, facts),
        ranks,
        groups_chapter(figures, facts),
        *([over_months] if over_months else []),
        error_chapter(figures, facts),
        carried_chapter(facts),
        *([review_chapter(facts.review)] if facts.review else []),
        change_chapter(figures, facts, history, family(figures, facts)),
        care_chapter(figures),
        quality_chapter(figures, facts),
        comparison_chapter(figures, facts),
        disclosure_chapter(figures, facts),
        method_chapter(facts),
        limits_chapter(),
        changes_chapter(facts),
        glossary_chapter(),
        assurance_chapter(figures, facts),
    )


def banner(facts: ReportFacts) -> str:
    """Who may read it, in one line."""
    marking = f"{facts.marking}. " if facts.marking else ""
    if facts.disclosure is None:
        return marking + INTERNAL
    scope = f" (scope {facts.scope.partition(',')[0]})" if facts.scope else ""
    stands = f" Numbers as first shared with release {facts.stands}." if facts.stands else ""
    rule = f"the rule {facts.disclosure.name}{scope}"
    return f"{marking}Shareable: disclosure control by {rule} has been applied.{stands}"


def revised_words(facts: ReportFacts) -> str:
    """That the numbers are not those the month was shared with before, and since when."""
    return f"revised on {facts.finished.partition(',')[0]}; first shared with release {facts.revises}"


def cover(facts: ReportFacts) -> tuple[tuple[str, str], ...]:
    """What a reader has to know of the report before its numbers."""
    signed = [approval.words(is_shared=facts.disclosure is not None) for approval in facts.approvals]
    return (
        ("Period", facts.month),
        ("Release", f"{facts.release} of job {facts.job_name}, made {facts.finished}"),
        (
            "Cut-off",
            f"hospital activity until {facts.hospital_until}" if facts.hospital_until else "not known",
        ),
        ("Status", facts.status or "not stated"),
        ("Contact", facts.contact or "not stated"),
        ("Next report", facts.next_date or "not stated"),
        ("Signed off", "; ".join(signed) or "not yet"),
        *([("Revised", revised_words(facts))] if facts.revises else []),
        ("Versions", ", ".join(f"{name} {version}" for name, version in facts.versions.items())),
    )
