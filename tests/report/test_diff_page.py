"""Two releases held against each other, as a page: counts as they were given, and a page that anybody can read."""

import re

from linkage.commands.diff.change_reason import REASONS
from linkage.commands.diff.month_pairs import PairCounts
from linkage.commands.diff.release_diff import EVENT_KINDS, LINK_KINDS, MonthDiff, ReleaseDiff
from linkage.commands.diff.told import READING, as_result, same_words, tables
from linkage.report.diff_page import render_diff
from tests.report.test_dictionary_page import Tables
from tests.report.test_page import Outline


def found() -> ReleaseDiff:
    """Two years, each month with counts of its own, and every reason."""
    months = tuple(
        MonthDiff(
            month=f"20{18 + place // 12}-{place % 12 + 1:02}",
            in_before=True,
            in_after=True,
            counts=PairCounts(1_234_567 + place, 1_234_569 + place, 1_000_000, 1_000_001, 999_000, 998_000),
            events={name: place + nth for nth, name in enumerate(EVENT_KINDS)},
            links={name: 100 * place + nth for nth, name in enumerate(LINK_KINDS)},
            followed=7_000 + place,
            reasons=dict.fromkeys(REASONS, place),
        )
        for place in range(24)
    )
    return ReleaseDiff("0041", "0042", months, {"2017-12": 5, "2017-11": 6})


def diff_page(diff: ReleaseDiff | None = None) -> str:
    """The page of these, or of another comparison."""
    diff = diff or found()
    return render_diff(
        tables(diff),
        job_name="a <job>",
        before=diff.before,
        after=diff.after,
        same=same_words(diff),
        reading=READING,
    )


def test_the_page_stands_on_its_own() -> None:
    """No script, nothing from elsewhere, one h1, a caption and scopes in each table, and who may read it."""
    made = diff_page()
    outline = Outline(made)

    assert not re.search(r"https?:|url\(|@import|@font-face", made)
    assert outline.count("script") == 0
    assert (outline.count("h1"), outline.count("table"), outline.count("caption")) == (1, 3, 3)
    assert ("html", {"lang": "en-GB"}) in outline.tags
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")
    assert "Internal: exact numbers" in made
    assert "a &lt;job&gt;" in made


def test_every_count_is_on_it() -> None:
    """In the table of its kind; as JSON has it too."""
    diff = found()
    rows = Tables(diff_page(diff)).rows

    events = next(row for row in rows["Events by month"] if row[0] == "2019-03")
    assert events == ["2019-03", "1,234,581", "14", "15", "16", "17", "18", "19", "1,234,583"]
    links = next(row for row in rows["Links by month"] if row[0] == "2019-03")
    assert links == [
        "2019-03",
        "1,000,000",
        "1,400",
        "1,401",
        "1,402",
        "1,403",
        "999,000",
        "1,404",
        "1,000,001",
        "7,014",
    ]
    reasons = rows["Events that are not as they were, by reason"][1:]
    assert [row[0] for row in reasons] == list(REASONS)
    assert {row[1] for row in reasons} == {str(sum(range(24)))}
    result = as_result(diff)
    assert result["same"] == {"2017-12": 5, "2017-11": 6}
    assert len(list(result["months"])) == 24  # type: ignore[call-overload]


def test_nothing_that_differs() -> None:
    """Is said in words."""
    made = diff_page(ReleaseDiff("0001", "0002", (), {"2019-10": 6}))

    assert made.count("<p>None.</p>") == 3
    assert "The same files in both, and not looked at: 2019-10 (6 events)." in made
