"""The training page: every level is on it, it stands on its own, and it holds no number that is none."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from linkage.commands.train.training_report import flat_table, training_facts, write_training_page
from linkage.report.drawings.weight_chart import HALF, weight_chart
from linkage.report.training_facts import TrainingFacts
from linkage.report.training_page import difference, probability, render_training_page, shown
from linkage.session.places import page_path
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.model.frozen import Frozen
from tests.probabilistic.test_model_file import a_model
from tests.report.test_page import Outline

NO_NUMBER = re.compile(r"\b(nan|inf|Infinity|None|NaN)\b")
VOID = {"meta", "br", "img", "link", "input", "hr"}


def facts_with_checks() -> TrainingFacts:
    """The facts of a made-up model: a level never seen, one with a gap, and a missing label estimate."""
    model = a_model()
    levels = model.comparisons["birth_date"]
    changed: dict[str, dict[str, object]] = {
        "exact": {"pairs": 980, "m_by_labels": 0.98},
        "month_slip": {"smoothed": ("m", "u"), "strangers": 0, "m": 1e-7, "u": 1e-7},
        "none": {"pairs": 20, "m_by_labels": 0.02, "m": 1e-5, "u": 0.88},
    }
    checked = tuple(level.model_copy(update=changed.get(level.level, {})) for level in levels)
    return training_facts(
        model.model_copy(update={"comparisons": model.comparisons | {"birth_date": checked}})
    )


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the made-up model."""
    return render_training_page(facts_with_checks())


class Nesting(HTMLParser):
    """Whether every element is closed in its place, as a reader of XML would have it."""

    def __init__(self, page: str) -> None:
        """Read the page through."""
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """One more is open."""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Only the last opened can close."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def text_of(page: str) -> str:
    """The words of a page, without its elements and style."""
    return re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL))


def test_the_page_is_well_formed_and_stands_on_its_own(page: str) -> None:
    """No script, no outside address, one h1, a caption for each table, a scope for each heading."""
    outline, nesting = Outline(page), Nesting(page)

    assert not nesting.open
    assert not nesting.wrong
    assert "http:" not in page
    assert "https:" not in page
    assert "//" not in text_of(page)
    assert outline.count("script") == 0
    assert not [attributes for _, attributes in outline.tags if "src" in attributes or "href" in attributes]
    assert outline.count("h1") == 1
    assert "default-src 'none'" in page
    assert outline.count("table") == outline.count("caption") > 0
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")


def test_it_is_marked_internal(page: str) -> None:
    """It has counts of rare levels, and bears the banner of the internal report."""
    assert '<p class="banner">Internal: exact numbers.' in page


def test_every_level_is_there_with_its_meaning(page: str) -> None:
    """In the table of weights, in the label check and on the chart."""
    for comparison in comparisons():
        after = page.split(f"<caption>Levels of {comparison.name.replace('_', ' ')}", 1)[1]
        section = after.split("<h3>", 1)[0].split("<h2>", 1)[0]
        for level in comparison.levels:
            name = level.name.replace("_", " ")
            assert section.count(f'<th scope="row">{name}</th>') == 2
            assert section.count(f">{name}</text>") == 1
            assert level.meaning in unescape(section)


def test_no_number_is_none(page: str) -> None:
    """What is not known is said in words."""
    assert not NO_NUMBER.findall(text_of(page))
    assert "not seen" in page


def test_it_says_what_it_was_trained_on(page: str) -> None:
    """Months, counts, seed, versions, digests and the model's name."""
    facts = facts_with_checks()
    told = text_of(page)

    for expected in (
        facts.model_id,
        "2019-11",
        "1,000 proved pairs",
        "10,000: every proved event with everybody else",
        f"splink {facts.versions['splink']}",
        facts.levels_sha256,
        "98.00% are estimated to be right (r), so about 2.00% belong to somebody else",
        "Of events of people who have a number in HES, about 0.200% bear one that nobody there holds",
        "95.00% of the proved pairs that bear every field share a block",
        "birth date month slip (m and u)",
    ):
        assert expected in told


def test_what_wrong_numbers_explain_is_told(page: str) -> None:
    """20 of 1,000 pairs with no part equal, against 2% wrong numbers times u of 0.88."""
    section = page.split("<caption>Label check of birth date", 1)[1]
    row = section.split('<th scope="row">none</th>', 1)[1].split("</tr>", 1)[0]

    assert re.findall(r">([^<>]+)</td>", row) == ["1.00e-05", "0.0200", "+0.0200", "+0.0176", "+0.0024"]


def test_limits_are_stated(page: str) -> None:
    """What a reader could otherwise take the numbers for."""
    for limit in ("mother", "twin", "as it stands today", "calibrated, not validated", "half a count"):
        assert limit in page.split("<h2>Limits</h2>", 1)[1]


def test_a_hostile_name_is_shown_and_not_run() -> None:
    """A model file may have been made by anybody."""
    page = render_training_page(replace(facts_with_checks(), months=("<b onload=x>",)))

    assert "<b onload" not in page


def test_a_model_that_saw_everything_says_so() -> None:
    """And has no list of what was not seen."""
    page = render_training_page(training_facts(a_model()))

    assert "Every level was seen." in page
    assert "Never seen" not in page


class Other(Frozen):
    """A part of a model file that this page does not know."""

    kind: str
    others: float
    sex_level: str | None
    people: int = 1_234
    communal: bool = True


def test_the_coincidence_table_has_whatever_the_model_file_has() -> None:
    """Columns by their names, also where rows differ; words, numbers, yes and no."""
    columns, rows = flat_table([Other(kind="care_home", others=0.012345, sex_level=None)])

    assert columns == ("kind", "others", "sex_level", "people", "communal")
    assert [shown(cell) for cell in rows[0]] == ["care home", "0.0123", "any", "1,234", "yes"]
    assert flat_table([]) == ((), ())
    page = render_training_page(replace(facts_with_checks(), coincidence_columns=columns, coincidence=rows))
    assert '<th scope="col">Sex level</th>' in page
    assert "<td>0.0123</td>" in page


@pytest.mark.parametrize(
    ("value", "expected"), [(1.0, "1.0000"), (0.00123, "0.0012"), (0.0000123, "1.23e-05"), (0.0, "0.0000")]
)
def test_a_small_probability_is_not_shown_as_nothing(value: float, expected: str) -> None:
    """Four decimals end where u begins."""
    assert probability(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.0158, "+0.0158"), (-0.0158, "-0.0158"), (-0.00001, "0.0000"), (None, "not seen")],
)
def test_a_difference_has_its_sign(value: float | None, expected: str) -> None:
    """And nought has none."""
    assert difference(value) == expected


def test_bars_go_right_for_and_left_against() -> None:
    """The largest weight of the model fills its half; a weight of nought is a bar of nothing."""
    chart = weight_chart([("exact", 5.0), ("other", -10.0), ("near", 0.0)], largest=10.0)
    exact, other, near = chart.bars

    assert (exact.left, exact.width, exact.is_for) == (chart.nought, HALF / 2, True)
    assert (other.left, other.width, other.is_for) == (chart.nought - HALF, HALF, False)
    assert near.width == 0
    assert exact.top < other.top < near.top < chart.height
    assert weight_chart([("exact", 0.0)], largest=0).bars[0].width == 0


def test_the_page_lies_beside_the_model(tmp_path: Path) -> None:
    """The same stem, written whole, in a folder that is made."""
    target = page_path(tmp_path / "models" / "hes_did.json")
    write_training_page(a_model(), target)

    assert target == tmp_path / "models" / "hes_did.html"
    assert target.read_text("utf-8") == render_training_page(training_facts(a_model()))
    assert [file.name for file in target.parent.iterdir()] == ["hes_did.html"]
