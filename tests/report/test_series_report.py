"""`linkage report` on a release of two years: what happened is said in words, inside and outside."""

import csv
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.report.series_release import NUMBER, write_series
from tests.report.series_world import World
from tests.report.told import PageText

FIRST_SCREEN = 45
"""Lines of a page, which a screen of 1280 by 900 pixels holds: see the screenshots of make test-browser."""


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of a series in which numbers go missing in month 18 and a rule starts in month 20."""
    return write_series(tmp_path_factory.mktemp("series"), World(providers=16, small=2))


@pytest.mark.parametrize("flags", [[], ["--shareable"]], ids=["internal", "shareable"])
def test_two_years_are_told_in_words_on_the_first_screen(series: Path, flags: list[str]) -> None:
    """The provider, since when, and the new rule; the same from controlled numbers."""
    assert exit_code(["report", str(series), *flags]) == 0
    target = series.parent / "out" / "reports" / NUMBER / ("shareable" if flags else "")
    lines = PageText((target / "index.html").read_text("utf-8")).text.splitlines()[:FIRST_SCREEN]

    assert any(line.startswith("- From 2020-08: the matching rules changed: rank 7 is new") for line in lines)
    assert any(
        line.startswith("- R003: events without a usable NHS number rose to") and " since 2020-06 (" in line
        for line in lines
    )
    assert any(line.startswith("- Ask R003 why NHS numbers are missing") for line in lines)
    assert (target / "workbook.xlsx").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("flags", "heading"),
    [([], "as they are now"), (["--shareable"], "as last shared")],
    ids=["internal", "shareable"],
)
def test_earlier_months_of_a_provider_are_on_the_page(series: Path, flags: list[str], heading: str) -> None:
    """As the release has them; outside, where no report of their own was shared, as on its charts."""
    assert exit_code(["report", str(series), *flags]) == 0
    target = series.parent / "out" / "reports" / NUMBER / ("shareable" if flags else "")
    lines = PageText((target / "index.html").read_text("utf-8")).text.splitlines()
    row = next(line for line in lines if line.startswith("R016 | sent | ")).split(" | ")

    assert f"Events by provider and month, {heading}" in lines
    assert len(row) == 15
    assert all(900 <= int(events.replace(",", "")) <= 1_100 for events in row[2:] if events != "[c]")
    assert sum(events != "[c]" for events in row[2:]) > 9


def test_months_never_shared_are_controlled_when_they_first_are(series: Path) -> None:
    """Every point of a provider's chart is rounded, or not there; 1 to 7 people of the small ones are hidden."""
    assert exit_code(["report", str(series), "--shareable"]) == 0
    path = series.parent / "out" / "reports" / NUMBER / "shareable" / "statistics.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == "first_publication"]
    providers = [row for row in rows if row["breakdown"] == "provider"]

    assert len({row["period"] for row in providers}) == 24
    assert all(int(row["numerator"] or 0) % 5 == 0 for row in providers)
    assert {row["denominator"] for row in providers if row["category"] in {"R001", "R002"}} == {"", "10"}


def test_a_release_of_an_earlier_version_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its statistics do not hold the flow."""
    job = write_series(tmp_path, World(months=1, providers=2))
    manifest = tmp_path / "out" / "releases" / NUMBER / "manifest.json"
    manifest.write_text(
        manifest.read_text("utf-8").replace('"month": "2019-01"', '"month": "2018-12"'), "utf-8"
    )

    assert exit_code(["report", str(job)]) == 3
    assert "run the month again with --restate" in capsys.readouterr().err
