"""The report as governance staff ask for it: written beside the releases, signed off, shared under one rule."""

import csv
import json
import re
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.reading.opened_release import open_release
from tests.acceptance.conftest import MONTH, copied, tree
from tests.report.told import PageText

pytestmark = pytest.mark.slow


def controlled(job: Path, rule: str = "hes_2018") -> None:
    """Let the job ask for a shareable report."""
    text = job.read_text("utf-8")
    job.write_text(
        text.replace("[did]", f'[outputs]\ndisclosure = "{rule}"\n\n[did]', 1)
        if "[outputs]" not in text
        else text.replace('"hes_2018"', f'"{rule}"'),
        "utf-8",
    )


def declared(job: Path) -> None:
    """The same, of a country of few providers; the month is run again, for a scope is of a run."""
    controlled(job)
    text = job.read_text("utf-8").replace(
        "[outputs]", '[outputs]\nscope = "national"\nnational_min_providers = 2', 1
    )
    job.write_text(text, "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet", "--restate"]) == 0


@pytest.fixture(scope="module")
def restated(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published world, its month published again as national; gives the job file."""
    job = copied(published, tmp_path_factory.mktemp("restated") / "world")
    declared(job)
    return job


@pytest.fixture
def national(restated: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil; gives its job file."""
    return copied(restated, tmp_path / "world")


def page(job: Path, place: str = "reports/0001") -> str:
    """A page beside the releases as text."""
    return PageText((job.parent / "out" / place / "index.html").read_text("utf-8")).text


def shared(job: Path, place: str = "reports/0001/shareable") -> list[dict[str, str]]:
    """The numbers of a shareable report."""
    with (job.parent / "out" / place / "statistics.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_report_is_written_beside_the_releases(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same page as in the release, which is not touched; again the same to the byte."""
    releases = own.parent / "out" / "releases"
    before = tree(releases)

    assert exit_code(["report", str(own)]) == 0
    assert "internal report of release 0001, 2019-11:" in capsys.readouterr().out
    inside = PageText((releases / "0001" / "report" / "index.html").read_text("utf-8")).text
    assert page(own) == inside.replace("- What the columns of the released tables mean\n", "")
    beside = (own.parent / "out" / "reports" / "0001" / "statistics_internal.csv").read_text("utf-8")
    released = (releases / "0001" / "statistics" / "statistics.csv").read_text("utf-8")
    assert sorted(beside.splitlines()) == sorted(released.splitlines())
    first = tree(own.parent / "out" / "reports")
    assert exit_code(["report", str(own), "0001"]) == 0
    assert tree(own.parent / "out" / "reports") == first
    assert tree(releases) == before


def test_no_rule_no_shareable_report(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says which setting; nothing is written, and the release has none either."""
    assert exit_code(["report", str(own), "--shareable"]) == 2
    assert "disclosure" in capsys.readouterr().err
    assert not list((own.parent / "out").rglob("shareable"))


def test_the_shareable_report_is_made_of_other_numbers(national: Path) -> None:
    """Its own folder and banner; national numbers as they are, providers rounded or hidden, and no people counted."""
    assert exit_code(["report", str(national), "--shareable"]) == 0
    rows = shared(national, "reports/0002/shareable")
    providers = [row for row in rows if row["level"] == "sub-national" and row["table"] != "waits"]

    assert page(national, "reports/0002/shareable").startswith(
        "Shareable: disclosure control by the rule hes_2018 (scope national) has been applied."
    )
    assert {row["control"] for row in rows if row["level"] == "national"} == {"shown"}
    assert {row["control"] for row in providers} == {"rounded", "suppressed"}
    assert all(int(row["numerator"] or 0) % 5 == int(row["denominator"] or 0) % 5 == 0 for row in providers)
    assert not {"numerator_people", "complement_people"} & rows[0].keys()
    assert not (national.parent / "out" / "reports" / "0002" / "index.html").exists()


def test_a_run_writes_both_reports_and_keeps_what_was_hidden(national: Path) -> None:
    """A restated month hides at least what its first publication hid, in the release itself."""
    before = shared(national, "current/report/shareable")
    hidden = {tuple(row.values())[:5] for row in before if row["control"] == "suppressed"}
    file = min((national.parent / "did").glob("*.csv"))
    lines = file.read_text().splitlines()
    file.write_text("\n".join(lines[: len(lines) * 4 // 5]) + "\n")
    national.write_text(national.read_text("utf-8") + f'\n[report]\nrevisions = ["{MONTH}"]\n', "utf-8")

    assert exit_code(["run", str(national), "--month", MONTH, "--quiet", "--restate"]) == 0
    again = shared(national, "current/report/shareable")
    still = {tuple(row.values())[:5] for row in again if row["control"] == "suppressed"}
    there = {tuple(row.values())[:5] for row in again}

    assert hidden & there
    assert hidden & there <= still
    changes = {(row["level"], row["control"]) for row in again if row["table"] == "change"}
    assert ("national", "shown") in changes
    assert changes <= {
        ("national", "shown"),
        ("sub-national", "rounded"),
        ("sub-national", "suppressed"),
    }
    assert "Since release 0002 (2019-11)" in page(national, "current/report/shareable")
    assert exit_code(["releases", "verify", str(national)]) == 0


def test_a_month_is_shared_under_one_rule(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two rules for one month could be set against one another: exit 4, and the first report stays as it is."""
    controlled(own)
    assert exit_code(["report", str(own), "--shareable"]) == 0
    before = tree(own.parent / "out" / "reports")
    controlled(own, "nhse_sde")

    assert exit_code(["report", str(own), "--shareable"]) == 4
    assert "has been shared under the rule hes_2018" in capsys.readouterr().err
    assert tree(own.parent / "out" / "reports") == before
    assert exit_code(["run", str(own), "--month", MONTH, "--quiet", "--restate"]) == 4
    assert not (own.parent / "out" / "releases" / "0002").exists()


def test_a_sign_off_is_on_the_next_cover_and_is_never_lost(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two of them, as they were written; the release itself is as it was published."""
    for by, note in (("A. Reviewer", "fit for the extract"), ("B. =cmd()", "</script> seen")):
        assert exit_code(["releases", "approve", str(own), "0001", "--by", by, "--note", note]) == 0
    assert exit_code(["report", str(own)]) == 0
    text = page(own)

    assert "A. Reviewer" in text
    assert "fit for the extract; release 0001 by B. =cmd()" in text
    assert "nobody has approved it yet" not in text
    capsys.readouterr()
    assert exit_code(["releases", "verify", str(own)]) == 0
    journal = (own.parent / "out" / "state" / "journal.jsonl").read_text().splitlines()
    assert [json.loads(line)["action"] for line in journal] == [
        "started",
        "published",
        "approved",
        "approved",
    ]


def test_the_page_of_a_provider_is_of_its_events_alone(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As many as its links in the release; another provider is nowhere named, and a code nobody bears is exit 2."""
    opened = open_release(own.parent / "out" / "current")
    events = opened.events.aggregate("provider_code, count(*) as n").order("n desc, provider_code").fetchall()
    (code, number), others = events[0], [other for other, _ in events[1:]]
    capsys.readouterr()

    assert exit_code(["report", str(own), "--provider", code, "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    text = Path(written["page"]).read_text("utf-8") + Path(written["letter"]).read_text("utf-8")
    assert f"Of the {number:,} imaging events that you sent" in text
    assert others and not any(re.search(rf"\b{other}\b", text) for other in others if other)
    assert exit_code(["report", str(own), "--provider", "../X"]) == 2
    assert exit_code(["report", str(own), "--provider", code, "--shareable"]) == 2


def test_a_refusal_is_on_the_cover_until_it_is_withdrawn(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With role, use and last day of what was approved; nobody withdraws what another said."""

    def says(command: str, *more: str) -> int:
        return exit_code(["releases", command, str(own), "1", "--note", "seen", *more])

    use = ["--role", "data manager", "--scope", "the monthly extract", "--until", "2999-12-31"]
    assert says("approve", "--by", "A. Reviewer", *use) == 0
    assert says("refuse", "--by", "B. Reviewer") == 0
    assert says("withdraw", "--by", "C. Reviewer") == 2
    assert exit_code(["report", str(own)]) == 0
    text = page(own)
    assert "by A. Reviewer (data manager, for the monthly extract, until 2999-12-31)" in text
    assert "refused: release 0001 by B. Reviewer" in text and "no approval of it stands" in text

    assert says("withdraw", "--by", "B. Reviewer") == 0
    assert exit_code(["report", str(own)]) == 0
    assert "no approval of it stands" not in page(own)
    capsys.readouterr()
    assert exit_code(["releases", "list", str(own)]) == 0
    told = capsys.readouterr().out
    assert "until 2999-12-31" in told and "refused 20" in told and "sign-off withdrawn 20" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["0009", "--by", "A", "--note", "fit"], "there is no such release"),
        (["0001", "--by", " ", "--note", "fit"], "--by needs one line of text"),
        (["0001", "--by", "A", "--note", "two\nlines"], "--note needs one line of text"),
        (["0001", "--by", "A", "--note", "fit", "--until", "May"], "--until needs a day"),
        (["0001", "--by", "A", "--note", "fit", "--until", "2020-01-01"], "a day that is past"),
    ],
)
def test_a_sign_off_says_who_and_why(
    own: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise nothing is written down."""
    before = (own.parent / "out" / "state" / "journal.jsonl").read_bytes()

    assert exit_code(["releases", "approve", str(own), *arguments]) == 2
    assert told in capsys.readouterr().err
    assert (own.parent / "out" / "state" / "journal.jsonl").read_bytes() == before


def test_any_release_can_be_compared_with(national: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The change is then against that one; a number that is no release is exit 2."""
    assert exit_code(["report", str(national), "0001", "--compare", "0002"]) == 0
    assert "Since release 0002 (2019-11) the share of events without a person is" in page(national)
    assert exit_code(["report", str(national), "--compare", "0007"]) == 2
    assert "there is no such release" in capsys.readouterr().err
