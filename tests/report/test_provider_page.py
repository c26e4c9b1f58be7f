"""The page and the letter of one provider: its own numbers, none of another, and what would help first."""

import re

import pytest

from linkage.report.provider.own_figures import Outcome, OwnFigures, own_figures
from linkage.report.provider.page import About, in_short, letter, render_provider
from linkage.report.provider.tables import tables
from linkage.words.figure import Figure
from tests.report.test_page import Outline

MONTH = "2026-04"
ABOUT = About("a <job>", "0007", "2 May 2026, 09:00 UTC", "a team")
MEANINGS = {"1A": "all four agree", "8": "the number agrees"}
OUTCOMES = (
    Outcome("RXA01", "linked", "1A", "rank", 80),
    Outcome("RXA01", "linked", "8", "rank", 3),
    Outcome("RXA01", "unlinked", "", "no_candidate", 2),
    Outcome("RXA02", "linked", "1A", "rank", 4),
    Outcome("RXA02", "linked", "", "decision", 1),
    Outcome("RXA02", "review", "", "ambiguous", 4),
    Outcome("RXA02", "unlinked", "", "no_candidate", 6),
)


def figure(
    table: str, breakdown: str, code: str, measure: str, shares: tuple[int, int], month: str
) -> Figure:
    """A share of one provider."""
    part, whole = shares
    return Figure(table, breakdown, code, measure, part, whole, part / whole, month, "sub-national")


def statistics() -> tuple[Figure, ...]:
    """Of RXA, and numbers of RXB that nobody may see, all of them 7,777 of 8,888."""
    found = []
    for code in ("RXA", "RXB"):
        for field, valid in (("nhs_number", 90), ("birth_date", 99), ("postcode", 72)):
            for measure in ("valid", "complete"):
                shares = (valid, 100) if code == "RXA" else (7_777, 8_888)
                found.append(figure("data_quality", f"provider.{field}", code, measure, shares, MONTH))
        for month, linked in (("2026-03", 95), (MONTH, 88)):
            shares = (linked, 100) if code == "RXA" else (7_777, 8_888)
            found.append(figure("first_publication", "provider", code, "match_rate", shares, month))
    return tuple(found)


@pytest.fixture
def own() -> OwnFigures:
    """The month of RXA."""
    return OwnFigures("RXA", "A <hospital> (RXA)", MONTH, OUTCOMES, own_figures(statistics(), "RXA"))


def provider_page() -> str:
    """Its page, for the browser too."""
    own = OwnFigures("RXA", "A <hospital> (RXA)", MONTH, OUTCOMES, own_figures(statistics(), "RXA"))
    return render_provider(own, ABOUT, MEANINGS)


def test_each_table_adds_up_to_its_events(own: OwnFigures) -> None:
    """Outcomes and sites hold every event once; reasons, those without a person; months, as first published."""
    outcomes, reasons, fields, sites, months = tables(own, MEANINGS)

    assert [row[0] for row in outcomes.rows] == [
        "linked at rank 1A",
        "linked at rank 8",
        "linked by reviewers",
        "for review",
        "without a person",
    ]
    assert sum(int(str(row[2])) for row in outcomes.rows) == 100
    assert [row[1] for row in reasons.rows] == [8, 4]
    assert [(row[0], row[2]) for row in fields.rows] == [
        ("NHS number", 0.9),
        ("birth date", 0.99),
        ("postcode", 0.72),
    ]
    assert [row[:3] for row in sites.rows] == [("RXA02", 15, 10), ("RXA01", 85, 2)]
    assert [row[0] for row in months.rows] == ["2026-03", MONTH]


def test_what_to_look_at_first(own: OwnFigures) -> None:
    """The identifier of least use, the most frequent reason, and the worst site."""
    told = " ".join(in_short(own))

    assert "88 (88.00%) could be linked" in told
    assert "postcode: it was missing or not usable in 28 of 100 events" in told
    assert "site RXA02: 10 of its 15" in told


def test_no_number_of_anybody_else_is_in_it(own: OwnFigures) -> None:
    """Neither on the page nor in the letter; and the page stands on its own."""
    page, text = render_provider(own, ABOUT, MEANINGS), letter(own, ABOUT)

    for said in (page, text):
        assert "7,777" not in said and "87.5" not in said and "RXB" not in said
    outline = Outline(page)
    assert not re.search(r"https?:|url\(|@import|@font-face", page)
    assert (outline.count("script"), outline.count("h1"), outline.count("table")) == (0, 1, 5)
    assert "A &lt;hospital&gt;" in page and "do not share" in page
    assert max(map(len, text.splitlines())) <= 78


def test_where_all_is_well_nothing_is_asked() -> None:
    """No field, reason or site is named of a month in which every event was linked."""
    outcomes = (Outcome("RXA01", "linked", "1A", "rank", 9), Outcome("RXA02", "linked", "1A", "rank", 1))
    assert len(in_short(OwnFigures("RXA", "RXA", MONTH, outcomes, ()))) == 1
