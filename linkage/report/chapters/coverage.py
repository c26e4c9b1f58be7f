"""Two chapters on the month as statistics: who and how much it covers, how old it is, and how it compares."""

from linkage.report.chapters.chapter import Chapter
from linkage.report.coverage.april_2015 import april_2015_table
from linkage.report.coverage.coherence import coherence_table
from linkage.report.coverage.population import population_terms
from linkage.report.coverage.revisions import revisions_table
from linkage.report.coverage.timeliness import timeliness_table
from linkage.report.coverage.volumes import volume_blocks
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures


def coverage_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Population, coverage, timeliness."""
    return Chapter(
        "coverage",
        "Who is covered, and how old it is",
        (population_terms(figures, facts), *volume_blocks(figures, facts), timeliness_table(figures, facts)),
    )


def comparison_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Coherence, revisions, April 2015."""
    tables = (coherence_table(figures), revisions_table(figures), april_2015_table(figures, facts))
    return Chapter("comparison", "Coherence, revisions and April 2015", tables)
