"""The page: it reconciles or is refused, escapes what it shows, and stands on its own."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from linkage.errors import IntegrityError
from linkage.ledger import Ledger
from linkage.report.figures import Figure, Figures, percent
from linkage.report.page import ReportFacts, field_rows, render_page
from linkage.report.rank_table import describe
from linkage.report.terminal import match_rank_text
from tests.probabilistic.world import rules

LEDGER = Ledger(
    rows_read=14,
    rows_quarantined=2,
    rows_accepted=12,
    other_month=1,
    superseded=1,
    opted_out=0,
    events=10,
    linked=8,
    review=1,
    unlinked=1,
)


def rank(name: str, records: int, cumulative: int, people: int) -> list[Figure]:
    """The four numbers of one rank."""
    return [
        Figure("match_rank", "rank", name, "records", records, 10, float(records)),
        Figure("match_rank", "rank", name, "share_of_matched", records, 8, records / 8),
        Figure("match_rank", "rank", name, "cumulative_share", cumulative, 8, cumulative / 8),
        Figure("match_rank", "rank", name, "people", people, None, float(people)),
    ]


def total(name: str, records: int, people: int) -> list[Figure]:
    """The two numbers of a total."""
    return [
        Figure("match_rank", "total", name, "records", records, 10, float(records)),
        Figure("match_rank", "total", name, "people", people, None, float(people)),
    ]


FIGURES = Figures(
    "2019-11",
    (
        *rank("1A", 6, 6, 5),
        *rank("P", 2, 8, 2),
        *total("matched", 8, 6),
        *total("unmatched", 2, 2),
        *total("review", 1, 1),
        *total("supplied", 10, 8),
        Figure("match_rank", "total", "supplied", "match_rate", 8, 10, 0.8),
        Figure("match_rate_by", "provider", '</script><b onload="x">', "match_rate", 8, 10, 0.8),
        Figure("match_rate_by", "provider", '</script><b onload="x">', "review_rate", 1, 10, 0.1),
        Figure("match_rate_by", "source_setting", "03", "match_rate", 8, 10, 0.8),
        Figure("match_rate_by", "source_setting", "unknown", "match_rate", 0, 0, None),
        Figure("data_quality", "did.sex", "valid", "records", 10, 10, 10.0),
        Figure("data_quality", "field", "sex", "complete", 9, 10, 0.9),
        Figure("data_quality", "field", "sex", "valid", 8, 10, 0.8),
        Figure("data_quality", "field", "report_date", "complete", 7, 10, 0.7),
        Figure("data_quality", "provider.sex", "RXA", "complete", 9, 10, 0.9),
    ),
)

FACTS = ReportFacts(
    job_name="test",
    release="0001",
    month="2019-11",
    status="Provisional",
    contact="linkage team",
    finished="1 January 2020, 09:00 UTC",
    profile="hes_did",
    profile_meaning="Default.",
    ranks=describe(rules()),
    ledger=LEDGER,
    other_months={"2019-10": 1},
    quarantine={"field_count": 2},
    model_id="p-0",
    versions={"linkage": "0.1.0"},
    left_out=(("birth_date+postcode", 1, 12),),
    phi={"all": 0.9},
    threshold=0.97,
    expected_false_link_share=0.002,
    target=0.004,
)


class Outline(HTMLParser):
    """What a reader's program needs: headings, captions, scopes, addresses, scripts."""

    def __init__(self, page: str) -> None:
        """Read the page through."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember every element."""
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        """How many elements of a kind."""
        return sum(name == tag for name, _ in self.tags)


def test_the_page_stands_on_its_own() -> None:
    """No script, no outside address, a strict content policy, a language, one h1; a link to the dictionary."""
    page = render_page(FIGURES, FACTS)
    outline = Outline(page)

    assert "http:" not in page
    assert "https:" not in page
    assert outline.count("script") == 0
    assert not [attributes for _, attributes in outline.tags if "src" in attributes]
    assert {attributes.get("href") for _, attributes in outline.tags} == {None, "data_dictionary.html"}
    assert outline.count("h1") == 1
    assert ("html", {"lang": "en-GB"}) in outline.tags
    assert "default-src 'none'" in page


def test_every_table_has_a_caption_and_every_heading_a_scope() -> None:
    """Readable without seeing it."""
    outline = Outline(render_page(FIGURES, FACTS))

    assert outline.count("table") == outline.count("caption") > 0
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")


def test_a_hostile_provider_code_is_shown_and_not_run() -> None:
    """Text from the data is text on the page."""
    page = render_page(FIGURES, FACTS)

    assert "<b onload" not in page
    assert "&lt;/script&gt;&lt;b onload=" in page


def test_no_number_is_shown_where_there_is_nothing_to_divide_by() -> None:
    """A setting without events is "not applicable"; nan, inf and None are never printed."""
    page = render_page(FIGURES, FACTS)

    assert "not applicable" in page
    assert not [word for word in ("nan", ">inf", "None") if word in page.replace("linkage", "")]


@pytest.mark.parametrize(
    "broken",
    [
        replace(FACTS, ledger=replace(LEDGER, events=11)),
        replace(FACTS, ledger=replace(LEDGER, linked=7, unlinked=2)),
        replace(FACTS, quarantine={"field_count": 1}),
    ],
)
def test_a_flow_that_does_not_reconcile_is_refused(broken: ReportFacts) -> None:
    """The boxes add up, or there is no report and so no release."""
    with pytest.raises(IntegrityError):
        render_page(FIGURES, broken)


def test_a_profile_without_p_says_nothing_of_p() -> None:
    """And that the share of wrong links is not estimated."""
    facts = replace(
        FACTS, ranks=describe(rules("dmq_2015")), phi=None, threshold=None, target=None, model_id=None
    )
    figures = Figures(
        "2019-11", tuple(row for row in FIGURES.rows if row.category != "P") + tuple(rank("6", 2, 8, 2))
    )
    page = render_page(figures, facts)

    assert "not estimated" in page
    assert "The probabilistic rank" not in page


def test_the_terminal_table_is_the_published_one() -> None:
    """Steps in order with what agrees, then matched, unmatched, supplied and the match rate."""
    lines = match_rank_text(FIGURES, FACTS.ranks).splitlines()

    assert [line.split()[0] for line in lines[2:10]] == ["1A", "1B", "2", "3", "4", "5", "P", "8"]
    assert lines[2].split() == ["1A", "Exact", "Exact", "Exact", "Exact", "6", "75.00", "75.00", "5"]
    assert lines[-1].split() == ["Match", "rate", "80.00%"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (1, 2, "50.00%"),
        (0, 5, "0.00%"),
        (19, 100_000, "0.019%"),
        (1, 0, "not applicable"),
        (None, 5, "not applicable"),
    ],
)
def test_a_small_share_is_not_shown_as_none(numerator: int | None, denominator: int, shown: str) -> None:
    """Ranks 3 and 4 are hundredths of a per cent and must be seen."""
    assert percent(numerator, denominator) == shown


def test_fields_are_shown_with_what_is_filled_in_and_usable() -> None:
    """A field that has no unusable values has no second share; providers are not on this table."""
    assert field_rows(FIGURES) == [("report date", "70.00%", ""), ("sex", "90.00%", "80.00%")]
