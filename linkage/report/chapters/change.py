"""What changed: the method, the rates against the publication before, over the months, and between providers."""

from linkage.report.chapters.chapter import Block, Chapter, Items, Words
from linkage.report.chapters.funnel import between_providers
from linkage.report.chapters.history import ChartedSeries
from linkage.report.chapters.since_first import since_first_tables
from linkage.report.drawings.charts import over_months
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.moved import changed_sentence
from linkage.report.moves import change_table
from linkage.report.screen.family import Family
from linkage.report.screen.family_table import family_tables
from linkage.report.screen.family_words import family_words


def change_chapter(
    figures: Figures, facts: ReportFacts, history: list[ChartedSeries], among: Family
) -> Chapter:
    """Against the publication before; over the months; providers against one another."""
    blocks: list[Block] = []
    if facts.changes:
        blocks += [
            Words("The method was not the same in all months:"),
            Items(tuple(f"{month}: {sentence}" for month, sentence in facts.changes)),
        ]
    table = change_table(figures, facts, among)
    blocks += [table] if facts.compared and table.rows else [Words(changed_sentence(figures, facts, among))]
    blocks += [Words(family_words(among, figures.period)), *family_tables(among, facts)]
    blocks += since_first_tables(figures, facts)
    blocks += list(over_months(figures, facts, history))
    blocks += list(between_providers(figures, facts))
    return Chapter("change", "What changed", tuple(blocks))
