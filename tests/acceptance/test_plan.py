"""`linkage plan`: what a run would do, with nothing written."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.main import exit_code
from linkage.errors import ResourceError
from tests.acceptance.conftest import MONTH, world
from tests.probabilistic.world import rules
from tests.told import words

pytestmark = pytest.mark.slow

OTHER_MONTH = "2019-10"
P = rules("hes_did").p
assert P is not None
BLOCKS = P.blocks


def stamped(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of everything below a folder, the folders too."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in (folder, *sorted(folder.rglob("*")))
    }


def planned(job: Path, capsys: pytest.CaptureFixture[str], month: str = MONTH) -> dict[str, Any]:
    """The plan as JSON."""
    capsys.readouterr()
    assert exit_code(["plan", str(job), "--month", month, "--json", "--quiet"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def told(job: Path, capsys: pytest.CaptureFixture[str], month: str = MONTH, code: int = 0) -> str:
    """The plan as text, or the error."""
    capsys.readouterr()
    assert exit_code(["plan", str(job), "--month", month, "--quiet"]) == code
    captured = capsys.readouterr()
    return captured.err if code else captured.out


def add_late_row(job: Path, month: str) -> None:
    """One more event, of `month`, in the file of the month."""
    file = min((job.parent / "did").glob("*.csv"))
    fields = file.read_text().splitlines()[-1].split(",")
    fields[10] = fields[11] = fields[12] = f"{month}-15"
    fields[15], fields[17] = f"{month}-16", f"LATEROW{month}"
    file.write_text(file.read_text() + ",".join(fields) + "\n")


def test_a_plan_of_a_new_world_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No folder, no key, no lock; and what a first run lacks is said."""
    job = world(tmp_path / "world", people=300)
    before = stamped(tmp_path)
    found = planned(job, capsys)
    text = told(job, capsys)

    assert stamped(tmp_path) == before
    assert found["standing"] == {
        "release": None,
        "published": False,
        "changed": [],
        "told": f"{MONTH} is new: nothing is published yet",
        "is_linked": True,
        "ends_with": None,
        "will_run": True,
        "needs_restate": False,
    }
    assert (found["would_end_with"], found["delivery"], found["affected"], found["struck"]) == (
        None,
        None,
        [],
        {},
    )
    assert found["model"].startswith("no model") and "run `linkage train`" in text
    assert found["index_is_kept"] is False and "known after the first person index" in text
    assert {file["standing"] for file in found["files"]} == {"new"}


def test_a_plan_of_a_published_month_writes_nothing_and_has_nothing_to_do(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every figure of the plan is that of the release."""
    before = stamped(own.parent)
    found = planned(own, capsys)
    text = told(own, capsys)
    manifest = json.loads((own.parent / "out" / "current" / "manifest.json").read_text())

    assert stamped(own.parent) == before
    assert "nothing to do" in text and (found["standing"]["will_run"], found["standing"]["published"]) == (
        False,
        True,
    )
    assert found["events"]["months"] == {MONTH: manifest["counts"]["events"]}
    assert found["months_not_published"] == []
    assert found["index_is_kept"] is True
    assert found["model"] == manifest["model_id"]
    assert {file["path"]: file["sha256"] for file in found["files"]} == {
        file["path"]: file["sha256"] for file in manifest["inputs"]
    }
    assert {file["standing"] for file in found["files"]} == {"as before"}
    assert [block["fields"] for block in found["events"]["blocks"]] == [list(block) for block in BLOCKS]
    assert any(block["pairs"] for block in found["events"]["blocks"])
    assert not any(need["is_short"] for need in found["needs"])


def test_the_steps_are_those_of_a_run_with_its_ranks(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the manifest names them; a step added to the job has to be added to the plan."""
    manifest = json.loads((published.parent / "out" / "current" / "manifest.json").read_text())
    steps = {step["name"]: step for step in planned(published, capsys)["steps"]}

    assert list(steps)[:-1] == [stage["name"] for stage in manifest["stages"]]
    assert [rule.split()[0] for rule in steps["ranks"]["rules"]] == ["1A", "1B", "2", "3", "4", "5", "8"]
    assert steps["rank P"]["rules"][: len(BLOCKS)] == [f"block {' + '.join(block)}" for block in BLOCKS]
    assert "1B NHS number, birth date and sex agree; postcode missing" in told(published, capsys)


def test_a_plan_counts_what_the_files_hold(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines, bytes and digest, whatever a compressed file is called and however a file ends."""
    first, second = sorted((own.parent / "hes").glob("HES_AE*.txt"))
    lines = first.read_bytes().count(b"\n")
    first.write_bytes(gzip.compress(first.read_bytes()))
    second.write_bytes(second.read_bytes().removesuffix(b"\n"))
    files = {file["path"]: file for file in planned(own, capsys)["files"]}

    assert files[f"hes/{first.name}"]["lines"] == lines
    assert files[f"hes/{second.name}"]["lines"] == second.read_bytes().count(b"\n") + 1
    for path, file in files.items():
        assert file["bytes"] == (own.parent / path).stat().st_size
        assert len(file["sha256"]) == 64


def test_a_changed_file_and_a_new_month_are_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the words in which a run would refuse, and with its code."""
    add_late_row(own, OTHER_MONTH)
    assert planned(own, capsys)["standing"]["will_run"] is False
    add_late_row(own, MONTH)
    found = planned(own, capsys)
    text = told(own, capsys)

    assert found["standing"]["changed"] == ["1 new event(s)"] and found["standing"]["needs_restate"] is True
    assert found["months_not_published"] == [OTHER_MONTH]
    assert f"{OTHER_MONTH}             1  not published yet" in text
    assert "changed" in {file["standing"] for file in found["files"]}
    assert text.splitlines()[1] == "run would end with 8" and found["would_end_with"] == 8
    assert exit_code(["run", str(own), "--month", MONTH, "--quiet"]) == 8
    assert words(capsys.readouterr().err).strip() == f"error: {text.splitlines()[0]}"


def test_a_file_that_is_gone_is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A month's files may be taken out by mistake."""
    file = min((own.parent / "hes").glob("HES_AE*.txt"))
    file.unlink()

    assert planned(own, capsys)["files_gone"] == [f"hes/{file.name}"]
    assert f"hes/{file.name}: in release 0001, no longer in the job" in told(own, capsys)


def lose_key(job: Path) -> None:
    """Releases, and no key."""
    (job.parent / "out" / "state" / "pseudonym.key").unlink()


def another_key(job: Path) -> None:
    """Ids of other months would not join."""
    (job.parent / "out" / "state" / "pseudonym.key").write_bytes(bytes(range(32)))


def edit_model(job: Path) -> None:
    """Not as it was trained."""
    file = job.parent / "models" / "hes_did.json"
    file.write_text(file.read_text().replace('"right": 0', '"right": 1e-3, "x": 0'))


def empty_did(job: Path) -> None:
    """The month did not arrive."""
    for file in (job.parent / "did").iterdir():
        file.unlink()


def cut_short(job: Path) -> None:
    """A transfer that broke off, further in than a look at the beginning shows."""
    file = min((job.parent / "hes").glob("HES_OP*.txt"))
    file.write_bytes(gzip.compress(file.read_bytes() * 4)[:-2000])


def open_to_all(job: Path) -> None:
    """Anybody may write to the output."""
    (job.parent / "out").chmod(0o777)


def nothing(_: Path) -> None:
    """All is well but the month."""


@pytest.mark.parametrize(
    ("spoil", "month", "code", "text"),
    [
        (lose_key, MONTH, 2, "restore it from a backup"),
        (lose_key, OTHER_MONTH, 2, "restore it from a backup"),
        (another_key, OTHER_MONTH, 2, "the pseudonym key is not the one of release 0001"),
        (edit_model, MONTH, 2, "linkage train"),
        (open_to_all, MONTH, 2, "chmod o-w"),
        (empty_did, MONTH, 3, "did.paths: no file matches"),
        (cut_short, MONTH, 3, "the compressed data end too early"),
        (nothing, OTHER_MONTH, 3, f"they hold {MONTH}"),
    ],
)
def test_a_plan_ends_as_a_run_would(
    own: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
    month: str,
    code: int,
    text: str,
) -> None:
    """Same exit code and words, and still nothing is written."""
    spoil(own)
    before = stamped(own.parent)

    assert text in told(own, capsys, month, code)
    assert stamped(own.parent) == before


def test_did_files_too_large_for_the_memory_leave_the_rest_of_the_plan(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run spills to its work folder; a plan writes nothing, so it has to do without."""

    def fails(*_: object) -> None:
        raise ResourceError("out of memory")

    monkeypatch.setattr("linkage.commands.plan.event_plan.read_inputs", fails)

    assert planned(own, capsys)["events"] is None
    assert "too large for this memory" in told(own, capsys)
    assert "nothing has changed: nothing to do" in told(own, capsys)
    add_late_row(own, OTHER_MONTH)
    assert "whether other inputs change it is known once the run has read the files" in told(own, capsys)
    assert planned(own, capsys)["would_end_with"] is None
    assert told(own, capsys, "latest", code=6).count("name it with --month") == 1
    settings = own.read_text("utf-8").replace(
        "target_false_match_rate = 0.004", "target_false_match_rate = 0.003"
    )
    assert "0.003" in settings
    own.write_text(settings, "utf-8")
    assert planned(own, capsys)["would_end_with"] == 8


def test_too_little_memory_or_disk_is_a_warning(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside what is free."""
    monkeypatch.setattr("linkage.session.footprint.free_disk", lambda _: 1)
    monkeypatch.setattr("linkage.session.footprint.free_memory", lambda: 2)

    assert [(need["of"], need["free"], need["is_short"]) for need in planned(own, capsys)["needs"]] == [
        ("memory", 2, True),
        ("disk", 1, True),
    ]
    assert told(own, capsys).count("warning: too little") == 2


def test_a_run_that_would_not_fit_is_refused_with_the_setting(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is something to run."""
    monkeypatch.setattr("linkage.session.footprint.free_disk", lambda _: 1)
    asked = ["plan", str(own), "--month", MONTH, "--restate", "--quiet"]

    assert exit_code(asked) == 6
    assert "would not fit: a run takes about" in (text := capsys.readouterr().out)
    assert "[job] output" in text and "rules of thumb" in text
    assert exit_code([*asked, "--json", "--set", "duckdb.memory_limit=9000GB"]) == 6
    memory, disk = json.loads(capsys.readouterr().out)["needs"]
    assert "set [duckdb] memory_limit" in memory["refused"] and disk["refused"]


def test_the_sql_of_a_step_can_be_read_before_it_runs(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of one step or of all, each table with its grain above it; a wrong step is named beside the right ones."""
    asked = ["plan", str(own), "--month", MONTH, "--sql"]

    assert exit_code([*asked, "ranks"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("-- ==== ranks ====")
    assert "-- candidate\n--   one row per event identity and person" in told
    assert "create table candidate as\nwith ranked as (" in told
    assert exit_code([*asked, "all", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"inputs", "statistics"} < {one["step"] for one in listed}
    assert exit_code([*asked, "linking"]) == 2
    assert "ranks, rank P, resolve" in capsys.readouterr().err
