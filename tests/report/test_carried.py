"""The chapter on headline rates with linkage error carried, and the page of a month resolved in several ways."""

from dataclasses import replace

from linkage.commands.sensitivity.counted import Sensitivity, WayCounts
from linkage.disclosure.profile import PROFILES
from linkage.report.chapters.carried import carried_chapter
from linkage.report.chapters.chapter import Words
from linkage.report.facts import CarriedRate
from linkage.report.sensitivity_page import INTERNAL, render_sensitivity
from tests.report.told import FACTS, PageText

RATES = (CarriedRate("admitted", 0.20, 0.24, 0.21, 0.27), CarriedRate("emergency", 0.10, 0.10, 0.08, 0.12))


def sentence(*rates: CarriedRate, why: str = "") -> str:
    """The line of the chapter."""
    (first, *_) = carried_chapter(replace(FACTS, carried=rates or why)).blocks
    assert isinstance(first, Words)
    return first.text


def test_one_line_and_one_table() -> None:
    """What moves most, whether plain rates lie inside, and every rate beside the plain one."""
    chapter = carried_chapter(replace(FACTS, carried=RATES))

    assert "share admitted: 20.00% of the links as they stand, 24.00% of the events" in sentence(*RATES)
    assert "not every plain rate lies within" in sentence(*RATES)
    assert "every plain rate lies within" in sentence(*RATES[1:])
    assert "not every" not in sentence(*RATES[1:])
    (table,) = chapter.tables()
    assert table.rows[0] == ("admitted", 0.20, 0.24, 0.21, 0.27)


def test_why_there_is_none() -> None:
    """A profile without probabilities, or a shareable report, says so and shows no number."""
    shared = carried_chapter(replace(FACTS, carried=RATES, disclosure=PROFILES["hes_2018"]))

    assert "No rate is adjusted: links have no probability" in sentence(why="links have no probability")
    assert not list(shared.tables())
    assert "not part of the shareable report" in str(shared.blocks[0])


def sensitivity_page() -> str:
    """A month resolved as its job says and in another way; the browser looks at it too."""
    care = ("admitted", "emergency", "outpatient", "around_admission", "no_contact")
    ways = tuple(
        WayCounts(name, f"way {name}", 100, linked, 0, 0.5, 0, dict.fromkeys(care, 0.2))
        for name, linked in (("own", 90), ("other", 80))
    )
    return render_sensitivity(Sensitivity("2019-11", "job", ways))


def test_a_month_in_several_ways() -> None:
    """A row for each way, a chart that can be read aloud, and for whom it is."""
    page = sensitivity_page()
    text = PageText(page).text

    assert INTERNAL in text
    assert "way other | 80 | 80.00% | 0 | 0.5 | 0 | 20.00%" in text
    assert "What moves most is the match rate: -10.00 percentage points way other." in text
    assert '<svg viewBox="0 0' in page
    assert "http" not in page.split("</style>")[1].replace("http-equiv", "")
