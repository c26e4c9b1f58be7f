"""Releases as a history: rolled back and run again, signed off and restated, listed and shown, spoilt and named."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.main import exit_code
from linkage.release import disk, journal
from linkage.release.layout import Layout
from tests.inputs.sample import APC_NAMES, put, text
from tests.safety.strikes import NOVEMBER, OCTOBER, apc_row, current, put_on_list, run, write_job
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October, then November, with b struck from October; 0001 signed off. To be copied."""
    job = write_job(tmp_path_factory.mktemp("made") / "job")
    assert run(job, OCTOBER) == 0
    approve = ["releases", "approve", str(job), "1", "--by", "A. Reviewer", "--note", "fit for use"]
    assert exit_code([*approve, "--role", "Caldicott guardian"]) == 0
    put_on_list(job, "b")
    assert run(job, NOVEMBER) == 0
    return job


@pytest.fixture
def job(made: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own."""
    shutil.copytree(made.parent, tmp_path / "job", symlinks=True)
    return tmp_path / "job" / made.name


def told(capsys: pytest.CaptureFixture[str], *command: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What a command says with --json."""
    capsys.readouterr()
    assert exit_code([*command, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_list_tells_what_each_release_changed(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Months published and struck, sign-offs, and how much disk each takes for itself."""
    first, second = told(capsys, "releases", "list", str(made))

    assert first["changed"]["published"] == [OCTOBER]
    assert second["changed"] == {"published": [NOVEMBER], "restated": [], "struck": [OCTOBER], "followed": []}
    assert (first["based_on"], second["based_on"]) == (None, "0001")
    assert [one["by"] for one in first["sign_offs"]] == ["A. Reviewer"]
    assert 0 < second["own_bytes"] <= second["bytes"]
    shown = told(capsys, "releases", "show", str(made), "1")
    assert shown["history"]["sign_offs"] == first["sign_offs"]
    assert shown["release"] == "0001"
    assert exit_code(["releases", "list", str(made)]) == exit_code(["releases", "show", str(made)]) == 0
    said = capsys.readouterr().out
    assert (
        f"published {NOVEMBER}; struck {OCTOBER}; {OCTOBER} was signed off by Caldicott guardian on 20"
        in said
    )
    assert "signed off 20" in said


def test_a_release_that_only_strikes_is_listed_as_such(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has no month of its own."""
    put_on_list(job, "b", "c")
    assert run(job, NOVEMBER) == 0

    last = told(capsys, "releases", "list", str(job))[-1]

    assert last["only_strikes"] is True
    assert last["changed"] == {"published": [], "restated": [], "struck": [NOVEMBER], "followed": []}
    assert exit_code(["releases", "list", str(job)]) == 0
    assert "* 0003     only strikes " in capsys.readouterr().out


def test_what_a_restatement_changed(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody came to HES, and stays begin a day later: a link gained, and other pathways for the same links."""
    newcomer = {"person": "X", "number": "x"}
    put(job.parent, "HES_later.txt", text([list(APC_NAMES), apc_row(90, newcomer)], delimiter="|"))
    for path in job.parent.glob("HES_*er.txt"):
        put(job.parent, path.name, path.read_bytes().replace(b"2019-10-03", b"2019-10-04"))
    assert run(job, OCTOBER, "--restate") == 0

    found = told(capsys, "releases", "diff", str(job), "2", "3")

    assert found["same"] == {NOVEMBER: 2}
    (october,) = found["months"]
    assert october["links"] == {**dict.fromkeys(october["links"], 0), "gained": 1}
    assert (october["links_after"], october["same_person"]) == (
        october["links_before"] + 1,
        october["links_before"],
    )
    assert october["followed"] == october["links_before"]
    assert set(found["reasons"]) == {"hes_identity", "hes_record"}


def test_the_next_run_knows_of_a_rollback(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The month of the release that was left is not published any more; who left it, when and why is told once."""
    assert exit_code(["releases", "rollback", str(job), "1", "--reason", "half a delivery"]) == 0
    assert told(capsys, "plan", str(job), "--month", NOVEMBER)["standing"]["published"] is False
    capsys.readouterr()
    assert run(job, NOVEMBER) == 0

    said = capsys.readouterr().err
    assert "release 0001 was rolled back to on " in said
    assert (
        f"from release 0002 (half a delivery): months are carried from 0001; {NOVEMBER} of it is not" in said
    )
    assert run(job, OCTOBER, "--restate") == 0
    assert "rolled back" not in capsys.readouterr().err
    _, second, third, _ = told(capsys, "releases", "list", str(job))
    assert [one["reason"] for one in second["rolled_back"]] == ["half a delivery"]
    assert (third["based_on"], third["changed"]["published"]) == ("0001", [NOVEMBER])


def test_a_month_that_was_signed_off_is_restated(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sign-off is named, and the manifest keeps which it was, but not by whom; the next time there is none."""
    assert run(job, OCTOBER, "--restate") == 0
    said = capsys.readouterr().err
    assert f"{OCTOBER} was signed off" in said
    assert "(release 0001), as it was last linked" in said
    manifest = (current(job) / "manifest.json").read_text("utf-8")
    assert [one["release"] for one in json.loads(manifest)["signed_off_before"]] == ["0001"]
    assert "Reviewer" not in manifest

    (job.parent / "opt_outs.csv").write_text("", "utf-8")
    assert run(job, NOVEMBER, "--restate", "--accept", "opt_outs_drop", "--reason", "nobody is left") == 0
    assert "signed off" not in capsys.readouterr().err


def test_a_clock_that_was_set_back(
    job: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, and numbers go on."""

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Earlier":
            del tz
            return cls(2020, 2, 3, 4, 5, tzinfo=UTC)

    monkeypatch.setattr("linkage.cli.surroundings.datetime", Earlier)
    assert run(job, OCTOBER, "--restate") == 0

    said = capsys.readouterr().err
    assert (
        "the clock of this machine says 2020-02-03 04:05, which is before release 0002 was finished" in said
    )
    for act in (
        ("approve", str(job), "0003", "--by", "A. Reviewer", "--note", "fit"),
        ("rollback", str(job), "0003"),
    ):
        assert exit_code(["releases", *act, *(("--reason", "again") if act[0] == "rollback" else ())]) == 0
        assert "before release 0002 was finished" in capsys.readouterr().err
    found = told(capsys, "releases", "list", str(job))
    assert [one["number"] for one in found] == ["0001", "0002", "0003"]
    assert found[-1]["is_current"] and found[-1]["finished"] < found[0]["finished"]
    assert exit_code(["releases", "verify", str(job)]) == 0


def test_a_release_folder_that_was_removed_by_hand(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever lists, verifies or runs is told which, and what to put back."""
    disk.remove(Layout(job.parent / "out").release("0001"))
    capsys.readouterr()

    assert exit_code(["releases", "list", str(job)]) == 0
    assert "release 0001 was published and is not in" in (said := capsys.readouterr().err)
    assert "manifest.json, statistics/ and report/shareable/" in said
    assert exit_code(["releases", "verify", str(job)]) == 0
    assert "release 0001 was published and is not in" in capsys.readouterr().err
    assert exit_code(["releases", "verify", str(job), "1"]) == 7
    assert "releases/0001 was published and is not there any more: put it back" in capsys.readouterr().err
    assert run(job, OCTOBER, "--restate") == 0
    assert "release 0001 was published and is not in" in capsys.readouterr().err
    assert exit_code(["gc", str(job)]) == 0


def replaced(job: Path, other: Path) -> None:
    """The whole state folder of another job in the place of this one's."""
    out = job.parent / "out"
    disk.remove(out / "state")
    shutil.copytree(other.parent / "out" / "state", out / "state")


def journal_alone(job: Path, other: Path) -> None:
    """Its journal alone, the key being this one's."""
    for name in ("journal.jsonl", "journal.end"):
        shutil.copy(other.parent / "out" / "state" / name, job.parent / "out" / "state" / name)


def journal_that_began(job: Path, other: Path) -> None:
    """The same, by which release 0002 was begun and never published: it would be cleared away."""
    journal_alone(job, other)
    out = Layout(job.parent / "out")
    journal.append(out.journal, journal.STARTED, "0002")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another job, of the same name even."""
    other = write_job(tmp_path_factory.mktemp("other") / "job")
    assert run(other, OCTOBER) == 0
    return other


@pytest.mark.parametrize("spoil", [replaced, journal_alone, journal_that_began])
def test_the_state_folder_of_another_job(
    job: Path, other: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path, Path], None]
) -> None:
    """Nothing is cleared away by what another journal says; what to put back is told."""
    spoil(job, other)
    out = Layout(job.parent / "out")
    before = sorted(out.releases.rglob("*"))
    capsys.readouterr()

    for command in (["run", str(job), "--month", NOVEMBER, "--quiet"], ["gc", str(job), "--keep", "1"]):
        assert exit_code(command) == 7
        assert "Put back the state folder that belongs to" in capsys.readouterr().err
    assert sorted(out.releases.rglob("*")) == before
    assert out.current() == "0002"


def test_a_state_folder_that_is_gone(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No key is made in the place of the one that the releases were made with."""
    out = Layout(job.parent / "out")
    disk.remove(out.state)
    capsys.readouterr()

    assert exit_code(["run", str(job), "--month", NOVEMBER, "--quiet"]) == 2

    assert "the pseudonym key is not in" in (said := capsys.readouterr().err)
    assert "restore it from a backup" in said
    assert not (out.state / "pseudonym.key").exists()
