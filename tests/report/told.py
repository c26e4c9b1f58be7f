"""The facts of a report for tests, and a page as plain text, a line a row."""

from dataclasses import replace
from html.parser import HTMLParser

from linkage.commands.report.report_facts import method_changes
from linkage.report.chapters.rank_table import RankDescription
from linkage.report.facts import ReportFacts
from linkage.words.figure import Figure
from tests.report.series_world import NEW_RANK, RANKS, World

FACTS = ReportFacts(
    job_name="test",
    release="0024",
    month="2020-12",
    months=(),
    finished="1 January 2021, 09:00 UTC",
    hospital_until="2020-12-31",
    status="Provisional",
    contact="linkage team",
    marking=None,
    next_date="1 February 2021",
    profile="hes_did",
    profile_meaning="Default.",
    ranks=(),
    model_id=None,
    versions={"linkage": "0.1.0"},
    gates=(),
    other_months={},
    columns_absent={},
    input_files=4,
    has_opt_outs=True,
    changes=(),
    rebased={},
    names={},
    approvals=(),
    compared=None,
    disclosure=None,
)


def facts_of(world: World, figures: tuple[Figure, ...], month: str) -> ReportFacts:
    """The facts of a report of `month`, with the ranks and the changes of method of the world."""
    place = world.periods.index(month) + 1
    names = sorted((*RANKS, *((NEW_RANK,) if 0 < world.ruled_from <= place else ())))
    prints = {
        period: {"rules": "new" if 0 < world.ruled_from <= at else "old", "model": "none", "version": "0.1.0"}
        for at, period in enumerate(world.periods, start=1)
    }
    return replace(
        FACTS,
        month=month,
        ranks=tuple(RankDescription(name, f"rank {name}", "Exact", "", "", "") for name in names),
        changes=method_changes(prints, figures, month),
    )


class PageText(HTMLParser):
    """Headings, paragraphs and rows of a page as lines; style and drawings left out."""

    BLOCKS = frozenset({"h1", "h2", "h3", "p", "li", "dt", "dd", "caption", "tr", "figcaption"})
    SKIPPED = frozenset({"style", "svg", "title"})

    def __init__(self, page: str) -> None:
        """Read the page through."""
        super().__init__()
        self.lines: list[str] = []
        self.skipping = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line or a cell."""
        del attrs
        self.skipping += tag in self.SKIPPED
        if tag in self.BLOCKS:
            self.lines.append({"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}.get(tag, ""))
        elif tag in {"td", "th"} and self.lines[-1]:
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        """Leave what was skipped."""
        self.skipping -= tag in self.SKIPPED

    def handle_data(self, data: str) -> None:
        """Add the text to its line."""
        if not self.skipping and self.lines and data.strip():
            self.lines[-1] += " ".join(data.split())

    @property
    def text(self) -> str:
        """The lines that say something."""
        return "\n".join(line for line in self.lines if line.strip()) + "\n"
