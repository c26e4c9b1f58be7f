"""
A job folder that was made before months had a method version, and before releases could be held against each other.

made_before_methods.tar.xz was made once, from the drawn people of `tests/safety/strikes`; it is never made again.
Releases 0001 (2019-10, signed off) and 0002 (2019-11); December is delivered and not yet run.
"""

import json
import stat
from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.release.layout import Layout
from tests.safety.strikes import current, number, put_on_list, run
from tests.upgrade.conftest import unpacked

pytestmark = pytest.mark.slow

MADE = "made_before_methods"

DECEMBER = "2019-12"


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """The job as it was left."""
    return unpacked(tmp_path, MADE)


@pytest.fixture(scope="module")
def gone_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job with December run beside it, and somebody struck: release 0003. To be looked at."""
    job = unpacked(tmp_path_factory.mktemp("gone_on"), MADE)
    put_on_list(job, "b")
    assert run(job, DECEMBER) == 0
    return job


def told(capsys: pytest.CaptureFixture[str], *command: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What a command says with --json."""
    capsys.readouterr()
    assert exit_code([*command, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_new_month_is_run_beside_it(gone_on: Path) -> None:
    """The earlier months are carried, struck, and the release is whole."""
    assert exit_code(["releases", "verify", str(gone_on)]) == 0
    manifest = json.loads((current(gone_on) / "manifest.json").read_text("utf-8"))
    assert manifest["months"] == ["2019-10", "2019-11", DECEMBER]
    assert {month: found["events"] for month, found in manifest["struck"].items()} == {
        "2019-10": 1,
        "2019-11": 1,
    }


def test_the_two_are_held_against_each_other(gone_on: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Struck events by their reason, new ones, and no link that changed; whichever of the two is named first."""
    found = told(capsys, "releases", "diff", str(gone_on), "3", "2")

    assert (found["before"], found["after"]) == ("0002", "0003")
    assert found["reasons"] == {"opt_out": 2, "new": 2}
    october, november, december = found["months"]
    assert october["events"] == {**dict.fromkeys(october["events"], 0), "struck": 1}
    assert december["events"] == {**dict.fromkeys(december["events"], 0), "new": 2}
    assert all(not any(month["links"].values()) for month in (october, november, december))
    assert (october["links_before"], october["links_after"], october["same_person"]) == (5, 4, 4)


def test_months_that_are_the_same_files_are_not_read(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By their digests alone: here the files of one of them are not even there."""
    path = Layout(job.parent / "out").release("0001") / "links" / "test_month=2019-10"
    path.parent.chmod(0o700)
    path.rename(path.with_name("elsewhere"))

    found = told(capsys, "releases", "diff", str(job), "1", "2")

    assert found["same"] == {"2019-10": 6}
    assert [month["month"] for month in found["months"]] == ["2019-11"]
    assert told(capsys, "releases", "diff", str(job), "1", "2", "--month", "2019-10")["months"] == []


def test_the_list_of_events_is_for_the_owner_alone(gone_on: Path, tmp_path: Path) -> None:
    """In the secure area, or in a file of the user's; both hold event ids and reasons, and no identifier."""
    command = ["releases", "diff", str(gone_on), "2", "3"]
    file = tmp_path / "events.csv"
    assert exit_code([*command, "--events"]) == 0
    assert exit_code([*command, "--events-to", str(file), "--html", str(tmp_path / "diff.html")]) == 0

    own = gone_on.parent / "out" / "secure" / "diffs" / "0002-0003.parquet"
    listed = pq.read_table(own)
    assert sorted(listed["reason"].to_pylist()) == ["new", "new", "opt_out", "opt_out"]
    assert set(listed["person_before"].to_pylist()) == {None, "B"}
    assert pa_csv.read_csv(file)["event_id"].to_pylist() == listed["event_id"].to_pylist()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (own, file)} == {0o600}
    for letter in "abd":
        assert number(letter) not in file.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diff.html", "events.csv"]
    assert exit_code(["releases", "verify", str(gone_on)]) == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["2", "2"], 2),
        (["2", "9"], 2),
        (["1", "2", "--month", "2018-01"], 2),
        (["1", "2", "--month", "October"], 2),
        (["1", "2", "--events-to", "events.txt"], 2),
        (["1", "2", "--events-to", "nowhere/events.csv"], 2),
        (["1", "2", "--html", "job.toml"], 2),
    ],
)
def test_what_is_refused(gone_on: Path, more: list[str], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One release twice, one that never was, another month, a file of no known kind or without a folder."""
    monkeypatch.chdir(gone_on.parent)
    before = sorted(path.name for path in gone_on.parent.iterdir())

    assert exit_code(["releases", "diff", str(gone_on), *more]) == code

    assert sorted(path.name for path in gone_on.parent.iterdir()) == before


def test_a_file_of_the_user_is_not_written_over(gone_on: Path, tmp_path: Path) -> None:
    """Whatever it holds."""
    (tmp_path / "mine.csv").write_text("mine", "utf-8")

    assert (
        exit_code(["releases", "diff", str(gone_on), "2", "3", "--events-to", str(tmp_path / "mine.csv")])
        == 2
    )

    assert (tmp_path / "mine.csv").read_text("utf-8") == "mine"


def test_a_month_of_an_unknown_method_stands(
    job: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the method changed since; once linked again its method is known, and another one is told."""
    (job.parent / "DID_2019-12.csv").unlink()
    monkeypatch.setattr("linkage.commands.run.month_fingerprint.METHOD_VERSION", 2)
    assert run(job, "2019-11") == 0
    assert "nothing has changed: nothing to do" in capsys.readouterr().out
    assert run(job, "2019-11", "--restate") == 0
    fingerprints = json.loads((current(job) / "manifest.json").read_text("utf-8"))["fingerprints"]
    assert ("method" in fingerprints["2019-10"], fingerprints["2019-11"]["method"]) == (False, "2")
    assert "version" not in fingerprints["2019-11"]

    monkeypatch.setattr("linkage.commands.run.month_fingerprint.METHOD_VERSION", 3)
    capsys.readouterr()
    assert run(job, "2019-11") == 8
    assert "has changed since: other method. --changed makes it again" in capsys.readouterr().err
    assert run(job, "2019-10") == 0
