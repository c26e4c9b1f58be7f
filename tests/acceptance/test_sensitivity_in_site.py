"""How far months move, in the static folder: the latest page of a month, and what was linked again since."""

from collections.abc import Sequence
from pathlib import Path

from linkage.commands.site.sensitivity_pages import sensitivity_pages
from linkage.release.chronicle import Changed, Story
from linkage.release.layout import Layout
from linkage.release.listed import Listed
from tests.report.series_release import manifest
from tests.report.series_world import World


def releases(*made: tuple[str, str, Sequence[str]]) -> list[Listed]:
    """Releases with the month that each was of and those made again beside, the latest first."""
    like = manifest(World(months=1))
    return [
        Listed(
            like.model_copy(
                update={"release": number, "month": month, "made_again": dict.fromkeys(again, like.counts)}
            ),
            Story(number, None, Changed(), (), ()),
            None,
            is_current=False,
        )
        for number, month, again in made
    ]


def keep(layout: Layout, number: str, month: str) -> None:
    """Put a page beside a release."""
    page = layout.reports / number / "sensitivity" / f"{month}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"{month} beside {number}", "utf-8")


def test_the_latest_page_of_a_month_is_taken_and_says_what_came_since(tmp_path: Path) -> None:
    """Of two pages of a month the later; a month that was linked again says in which release."""
    layout, target = Layout(tmp_path / "out"), tmp_path / "site"
    for number, month in (("0001", "2019-10"), ("0002", "2019-10"), ("0002", "2019-11"), ("0003", "2019-11")):
        keep(layout, number, month)
    made = releases(("0003", "2019-12", ["2019-10"]), ("0002", "2019-11", []), ("0001", "2019-10", []))
    found = list(sensitivity_pages(layout, made, target))

    assert [(lead.href, lead.text.partition("beside ")[2]) for lead in found] == [
        ("sensitivity/2019-11.html", "release 0003"),
        ("sensitivity/2019-10.html", "release 0002; 2019-10 was linked again since, in release 0003"),
    ]
    assert (target / "sensitivity" / "2019-11.html").read_text("utf-8") == "2019-11 beside 0003"


def test_a_folder_without_any_has_none(tmp_path: Path) -> None:
    """Nothing is made up."""
    layout, made = Layout(tmp_path / "out"), releases(("0001", "2019-10", []))

    assert list(sensitivity_pages(layout, made, tmp_path / "site")) == []
