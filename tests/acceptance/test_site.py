"""The static folder of a job: every page is reached, none asks for anything, and it can be made again."""

import re
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.site import site_command
from linkage.errors import InputError
from linkage.report.site.front import Front, Leads, ListedRelease, render_front
from tests.acceptance.conftest import tree
from tests.report.test_page import Outline
from tests.safety.strikes import NOVEMBER, OCTOBER, put_on_list, run, write_job
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]

pytestmark = pytest.mark.slow
RULE = '[outputs]\ndisclosure = "hes_2018"\n\n[did]'


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """October, then November, with somebody struck from October."""
    job = write_job(tmp_path / "job")
    assert run(job, OCTOBER) == 0
    put_on_list(job, "b")
    assert run(job, NOVEMBER) == 0
    return job


def addresses(page: Path) -> set[str]:
    """Where the links of a page lead to, other than within it."""
    return {href for href in re.findall(r'href="([^"]+)"', page.read_text("utf-8")) if href[0] != "#"}


def test_every_page_is_reached_from_the_first(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reports of both releases, what differs, groups over months, a page a provider; made again, the same."""
    assert exit_code(["site", str(job)]) == 0
    folder = job.parent / "out" / "reports" / "site"
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    reached = addresses(folder / "index.html")

    assert {address for address in reached if address.endswith(".html")} == pages - {"index.html"}
    assert all((folder / address).is_file() for address in reached)
    assert {"releases/0001/index.html", "releases/0002/index.html", "differences/0001-0002.html"} <= pages
    assert {"trends.html"} < pages and any(page.startswith("providers/") for page in pages)
    assert not any(Outline(path.read_text("utf-8")).count("script") for path in folder.rglob("*.html"))
    before = tree(folder)
    assert exit_code(["site", str(job)]) == 0
    assert tree(folder) == before
    capsys.readouterr()


def test_what_is_shared_alone_leaves_the_house(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No provider, trend, difference or exact number; refused while nothing has been shared."""
    assert exit_code(["site", str(job), "--shareable"]) == 2
    assert not (job.parent / "out" / "reports" / "site-shareable").exists()
    assert not list((job.parent / "out" / "work").iterdir())
    job.write_text(job.read_text("utf-8").replace("[did]", RULE, 1), "utf-8")
    assert exit_code(["report", str(job), "2", "--shareable"]) == 0
    assert exit_code(["releases", "approve", str(job), "2", "--by", "A. Inner", "--note", "inner words"]) == 0
    assert exit_code(["site", str(job), "--shareable"]) == 0
    folder = job.parent / "out" / "reports" / "site-shareable"

    shared = job.parent / "out" / "reports" / "0002" / "shareable"
    taken = folder / "releases" / "0002"
    assert {path.name for path in folder.iterdir()} == {"index.html", "releases"}
    assert all((shared / path.name).read_bytes() == path.read_bytes() for path in taken.iterdir())
    front = (folder / "index.html").read_text("utf-8")
    assert not any(word in front for word in ("struck", "published", OCTOBER)) and NOVEMBER in front
    assert "inner words" not in front and "A. Inner" not in front and "release 0002 on 20" in front
    capsys.readouterr()


def test_a_release_of_strikes_alone_has_its_providers(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the month that it carries from the run before."""
    put_on_list(job, "a")
    assert exit_code(["run", str(job), "--changed", "--quiet"]) == 0
    assert exit_code(["site", str(job)]) == 0
    folder = job.parent / "out" / "reports" / "site"

    assert "strikes alone" in (folder / "index.html").read_text("utf-8")
    assert list((folder / "providers").iterdir())
    capsys.readouterr()


def test_a_site_that_fails_leaves_nothing_half_made(
    job: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder of before stays, and the next run finds nothing in work/ to warn of."""
    assert exit_code(["site", str(job)]) == 0
    before = tree(job.parent / "out" / "reports" / "site")

    def broken(*_: object, **__: object) -> str:
        raise InputError("no room for the front page")

    monkeypatch.setattr(site_command, "render_front", broken)
    assert exit_code(["site", str(job)]) == 3
    assert tree(job.parent / "out" / "reports" / "site") == before
    assert not list((job.parent / "out" / "work").iterdir())
    capsys.readouterr()


def test_nothing_is_written_before_the_first_release(tmp_path: Path) -> None:
    """Exit 2, and no folder."""
    job = write_job(tmp_path / "job")
    assert exit_code(["site", str(job)]) == 2
    assert not (job.parent / "out" / "reports").exists()


def front_page() -> str:
    """A front page with all that it can have, for the browser."""
    report = Leads("report", "releases/0002/index.html")
    releases = tuple(
        ListedRelease(
            number, "2026-04", "2 May 2026, 09:00 UTC", "published 2026-04", "no", number == "0002", (report,)
        )
        for number in ("0002", "0001")
    )
    providers = tuple(
        Leads(f"Hospital {n} <b> (R{n:02})", f"providers/R{n:02}/index.html") for n in range(40)
    )
    return render_front(
        Front("a <job>", "a team", releases, providers, (Leads("Trends", "trends.html"),), is_shareable=False)
    )
