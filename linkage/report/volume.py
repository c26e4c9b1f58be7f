"""How much was delivered, in a sentence of the first screen: a month cut short must not read as any other."""

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count, whole
from linkage.report.table import Kind, written
from linkage.words.publication import FIRST

OF_MONTH = (FIRST, "month", "all", "match_rate")
"""The series that holds the events of each month as it was first published."""


def volume_sentence(figures: Figures, facts: ReportFacts) -> str:
    """Events of the month against earlier ones, and who sent nothing; from controlled numbers alone where shared."""
    if facts.volume and facts.disclosure is None:
        return facts.volume
    events = count(figures.cell("match_rank", "total", "supplied", "records"))
    sentence = f"Events of {figures.period}: {written(events, Kind.COUNT)}"
    earlier = [row for row in figures.series.get(OF_MONTH, []) if row.period < figures.period]
    if earlier:
        sentence += f"; {earlier[-1].period} had {written(whole(earlier[-1]), Kind.COUNT)} when it was first published"
    return f"{sentence}."
