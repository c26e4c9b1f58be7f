"""The page: it stands on its own, escapes what it shows, and says nothing where there is nothing to say."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from linkage.disclosure.profile import HES_2018
from linkage.report.chapters.groups import breakdown_table
from linkage.report.chapters.quality import field_table, quality_chapter
from linkage.report.facts import Approval, ReportFacts
from linkage.report.figures import Figures, percent
from linkage.report.page import render_page
from linkage.report.table import Mark
from linkage.report.terminal import match_rank_text
from linkage.words.figure import Figure
from tests.report.series_world import World, figures
from tests.report.told import PageText, facts_of

HOSTILE = ("</script><script>alert(1)", "=cmd()", '"><b onload="x">', "R004")
WORLD = World(months=3, providers=4, names=HOSTILE, small=1)
MONTH = WORLD.periods[-1]
ROWS = figures(WORLD)
FACTS = replace(
    facts_of(WORLD, ROWS, MONTH),
    approvals=(Approval("0023", "2019-04-01", "A. Reviewer", "fit </script> =cmd()"),),
    names={"R004": "St. <i>Elsewhere</i>"},
    marking="OFFICIAL-SENSITIVE",
)
FORBIDDEN = re.compile(r"\b(nan|inf|None|undefined|NaN)\b")


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


def page(rows: tuple[Figure, ...] = ROWS, facts: ReportFacts = FACTS) -> str:
    """The report of the last month."""
    return render_page(Figures(MONTH, rows), facts)


def test_the_page_stands_on_its_own() -> None:
    """No script, no outside address, a strict content policy, a language, one h1; links lead to places on the page."""
    made = page()
    outline = Outline(made)
    links = {attributes.get("href") or "" for tag, attributes in outline.tags if tag == "a"}
    places = {f"#{attributes['id']}" for _, attributes in outline.tags if "id" in attributes}

    assert not re.search(r"https?:|url\(|@import|@font-face", made)
    assert outline.count("script") == 0
    assert not [attributes for _, attributes in outline.tags if "src" in attributes]
    assert links <= places
    assert outline.count("h1") == 1
    assert ("html", {"lang": "en-GB"}) in outline.tags
    assert "default-src 'none'" in made


def test_every_element_has_one_name() -> None:
    """Places on the page and parts of drawings are told apart by their names."""
    names = [attributes["id"] for _, attributes in Outline(page()).tags if "id" in attributes]

    assert len(names) == len(set(names))


def test_every_table_has_a_caption_and_every_heading_a_scope() -> None:
    """Readable without seeing it; a drawing has a title, what it shows, and its numbers below."""
    outline = Outline(page())
    drawings = [attributes for tag, attributes in outline.tags if tag == "svg"]

    assert outline.count("table") == outline.count("caption") > 0
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")
    assert outline.count("svg") == outline.count("desc") == outline.count("figcaption") > 0
    assert all(attributes["role"] == "img" for attributes in drawings)


@pytest.mark.parametrize("hostile", HOSTILE[:3])
def test_a_hostile_provider_is_shown_and_not_run(hostile: str) -> None:
    """Text from the data is text on the page, in tables and in drawings."""
    outline = Outline(page())

    assert outline.count("script") == outline.count("b onload") == 0
    assert not [attributes for _, attributes in outline.tags if "onload" in attributes]
    assert hostile in PageText(page()).text


def test_names_and_sign_offs_are_text() -> None:
    """What people wrote is shown as they wrote it."""
    text = PageText(page()).text

    assert "R004 (St. <i>Elsewhere</i>)" in text
    assert "release 0023 by A. Reviewer on 2019-04-01: fit </script> =cmd()" in text
    assert text.startswith("OFFICIAL-SENSITIVE. Internal: exact numbers.")


def no_events(period: str) -> tuple[Figure, ...]:
    """A month of which every number is nought of nought."""
    return tuple(
        replace(row, numerator=0, denominator=None if row.denominator is None else 0, value=None)
        if row.period == period
        else row
        for row in ROWS
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(no_events(MONTH), id="a month without events"),
        pytest.param(no_events(WORLD.periods[0]), id="an earlier month without events"),
        pytest.param(figures(World(months=1, providers=1)), id="one provider"),
        pytest.param(
            (
                *ROWS,
                Figure("match_rate_by", "sex", "never seen", "match_rate", 0, 0, None, MONTH),
                Figure(
                    "linkage_error", "probability", "0.5", "links_at_probability", None, None, None, MONTH
                ),
                Figure("waits", "month", MONTH, "request_to_test.p50", 0, 0, None, MONTH),
            ),
            id="a category never seen, estimates of nothing",
        ),
        pytest.param(
            tuple(
                row
                for row in ROWS
                if row.table in {"flow", "match_rank"} or row.breakdown == "quarantine_reason"
            ),
            id="only the flow",
        ),
    ],
)
def test_nothing_to_divide_by_is_not_applicable(rows: tuple[Figure, ...]) -> None:
    """nan, inf and None are never printed."""
    period = max(row.period for row in rows)
    text = PageText(render_page(Figures(period, rows), replace(FACTS, month=period))).text

    assert not FORBIDDEN.search(text)


def test_a_month_without_events_says_so() -> None:
    """In the first sentence, and in the tables."""
    text = PageText(page(no_events(MONTH))).text

    assert f"There is nothing to use: {MONTH} has no events." in text
    assert "not applicable" in text


def test_a_profile_without_p_says_that_wrong_links_are_not_estimated() -> None:
    """And speaks of no threshold."""
    text = PageText(page()).text

    assert "how many are wrong is not estimated" in text
    assert "Lowest posterior probability" not in text


def test_the_banner_says_who_may_read_it() -> None:
    """Exact numbers are internal; a shareable page names its rule."""
    assert "Internal: exact numbers" in page()
    shared = page(facts=replace(FACTS, disclosure=HES_2018))
    assert "Internal" not in shared
    assert "Shareable: disclosure control by the rule hes_2018 has been applied." in shared


def test_the_terminal_table_is_the_published_one() -> None:
    """Steps in order with what agrees, then matched, unmatched, supplied and the match rate."""
    lines = match_rank_text(Figures(MONTH, ROWS), FACTS.ranks).splitlines()

    assert [line.split()[0] for line in lines[2:6]] == ["1A", "1B", "2", "8"]
    assert len(lines[2].split()) == 6
    assert lines[-1].split()[:2] == ["Match", "rate"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (1, 2, "50.00%"),
        (0, 5, "0.00%"),
        (19, 100_000, "0.019%"),
        (1, 10_000_000, "[low]"),
        (1, 0, "not applicable"),
        (None, 5, "not applicable"),
    ],
)
def test_a_small_share_is_not_shown_as_none(numerator: int | None, denominator: int, shown: str) -> None:
    """Ranks 3 and 4 are hundredths of a per cent and must be seen."""
    assert percent(numerator, denominator) == shown


def test_fields_are_shown_with_what_is_filled_in_and_usable() -> None:
    """A field that has no unusable values has no second share; providers are not on this table."""
    rows = (
        Figure("data_quality", "field", "sex", "complete", 9, 10, 0.9, MONTH),
        Figure("data_quality", "field", "sex", "valid", 8, 10, 0.8, MONTH),
        Figure("data_quality", "field", "report_date", "complete", 0, 0, None, MONTH),
        Figure("data_quality", "provider.sex", "RXA", "complete", 9, 10, 0.9, MONTH),
    )

    assert field_table(Figures(MONTH, rows)).rows == (
        ("report date", Mark.NOT_APPLICABLE, "not judged"),
        ("sex", 0.9, 0.8),
    )


def test_providers_are_shown_with_what_is_usable_and_what_is_filled_in() -> None:
    """Two tables; what is not judged has its own; a table of which nothing is shared is left out."""
    rows = tuple(
        Figure("data_quality", f"provider.{field}", "RXA", measure, count, 10, count / 10, MONTH)
        for field, measure, count in [
            ("sex", "complete", 9),
            ("sex", "valid", 8),
            ("report_date", "complete", 7),
        ]
    )

    def tables(kept: tuple[Figure, ...]) -> dict[str, tuple[object, ...]]:
        chapter = quality_chapter(Figures(MONTH, kept), FACTS)
        return {table.sheet: table.rows for table in chapter.tables()}

    assert tables(rows) == {
        "usable_by_provider": (("RXA", 0.8),),
        "filled_in_by_provider": (("RXA", 0.9),),
        "others_by_provider": (("RXA", 0.7),),
    }
    assert set(tables(rows[1:2])) == {"usable_by_provider"}


def by_site(site: str, linked: int | None) -> Figure:
    """Ten events of a site; the number of links may be hidden."""
    value = None if linked is None else linked / 10
    return Figure("match_rate_by", "site", site, "match_rate", linked, 10, value, MONTH)


@pytest.mark.parametrize(
    ("linked", "shown", "note"),
    [
        pytest.param(
            [1, 2, 3], ["S00", "S01", "S02"], "", id="a few sites are all shown, in the order of their codes"
        ),
        pytest.param(
            [10, *[5] * 19, 4],
            ["S20", *(f"S{place:02}" for place in range(1, 20))],
            "The sites with the most events without a person, 20 at most.",
            id="of many sites those with the most events without a person",
        ),
        pytest.param(
            [None, 7, *[None] * 18, 4],
            ["S20", "S01"],
            "The sites with the most events without a person, 20 at most. "
            "Left out because their numbers are hidden: 19.",
            id="of many sites those that are not hidden",
        ),
    ],
)
def test_sites(linked: list[int | None], shown: list[str], note: str) -> None:
    """All of them, or those where links are missing."""
    rows = tuple(by_site(f"S{place:02}", count) for place, count in enumerate(linked))
    table = breakdown_table(Figures(MONTH, rows), FACTS, "site", "site")

    assert [row[0] for row in table.rows] == shown
    assert table.note == note
