"""Half a delivery never passes in silence: what was lost refuses or warns, by name, and one run can be let pass."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from tests.safety import delivery

pytestmark = pytest.mark.slow

USUAL = {"RZ1": 60, "RZ2": 50, "RZ3": 12}


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job with 2019-10 published: 122 events of three providers."""
    folder = tmp_path_factory.mktemp("october")
    path = delivery.job(folder)
    delivery.put(folder / "did" / "2019-10.csv", delivery.did_lines("2019-10", USUAL))
    assert run(path, "2019-10") == 0
    return path


@pytest.fixture
def job(october: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may add to."""
    return shutil.copytree(october.parent, tmp_path / "own", symlinks=True) / "job.toml"


def run(job: Path, month: str, *more: str) -> int:
    """Exit code of a run."""
    return exit_code(["run", str(job), "--month", month, "--quiet", *more])


def released(job: Path) -> Manifest:
    """The manifest of the current release."""
    layout = Layout(job.parent / "out")
    return read_manifest(layout.release(str(layout.current())) / NAME)


def november(job: Path, providers: dict[str, int], *, end: str = "\n", start: int = 0) -> Path:
    """The file of 2019-11."""
    lines = delivery.did_lines("2019-11", providers, start)
    return delivery.put(job.parent / "did" / "2019-11.csv", lines, end=end)


def spoil_encoding(job: Path) -> None:
    """A full month, and a second file of which most rows are in another encoding."""
    november(job, USUAL)
    lines = delivery.did_lines("2019-11", {"RZ4": 100}, start=130)
    bad = "\n".join(line.replace("C1234567", "Zoë") if n % 4 else line for n, line in enumerate(lines))
    (job.parent / "did" / "2019-11-late.csv").write_bytes((bad + "\n").encode("latin-1"))


def blank_postcodes(job: Path) -> None:
    """A full month whose postcodes are all blank."""
    lines = (line.split(",") for line in delivery.did_lines("2019-11", USUAL))
    blanked = (",".join([*fields[:5], "", *fields[6:]]) for fields in lines)
    delivery.put(job.parent / "did" / "2019-11.csv", blanked)


def leave_a_hole(job: Path) -> None:
    """A copy of which one block was never written: zero bytes, with some rows' ends among them."""
    path = november(job, USUAL)
    whole = path.read_bytes()
    path.write_bytes(whole[:2000] + bytes(300) + whole[2300:])


def end_early(job: Path) -> None:
    """Hospital records that end before the month begins, but for one slip of the pen."""
    november(job, USUAL)
    lines = delivery.hes_lines(300, date(2019, 10, 31), days=20)
    lines[-1] = lines[-1].replace("|2019-", "|2020-")
    delivery.put(job.parent / "hes" / "apc.txt", lines)


FOLLOWS: list[tuple[str, Callable[[Path], object], int, tuple[str, ...]]] = [
    ("15% less", lambda job: november(job, {"RZ1": 50, "RZ2": 43, "RZ3": 11}), 0, ()),
    (
        "a provider is silent",
        lambda job: november(job, {"RZ1": 60, "RZ2": 50}),
        0,
        ("warning: provider_drop: RZ3 sent nothing (12 in 2019-10)",),
    ),
    (
        "cut to a third",
        lambda job: november(job, {"RZ1": 40}),
        4,
        (
            "volume_drop: 40 events, and 122 in 2019-10",
            "refuses over 50%",
            "--accept volume_drop --reason",
            "[gates]",
        ),
    ),
    (
        "no line end",
        lambda job: november(job, USUAL, end=""),
        0,
        ("warning: unended_files: the last line has no end", "did/2019-11.csv"),
    ),
    (
        "a hole",
        leave_a_hole,
        0,
        ("or there is a hole of zero bytes", "did/2019-11.csv"),
    ),
    (
        "wrong encoding",
        spoil_encoding,
        4,
        (
            "max_file_quarantine_share: did/2019-11-late.csv: 75 of 100 rows were set aside (not UTF-8 text: 75)",
        ),
    ),
    (
        "a field gone",
        blank_postcodes,
        4,
        ("linkage_field_drop: postcode of did: usable in 0.0% of 122 rows",),
    ),
    (
        "HES ends early",
        end_early,
        0,
        ("warning: hospital_days_missing: inpatient records end on 2019-10-31, 30 days before 2019-11-30",),
    ),
]


OF_EVERY_RUN = "Ask for files with them, or say under [hes.apc.columns]"
"""What the hospital file of these tests lacks, whatever was delivered."""


@pytest.mark.parametrize(
    ("deliver", "code", "told"), [row[1:] for row in FOLLOWS], ids=[row[0] for row in FOLLOWS]
)
def test_what_follows_a_delivery(
    job: Path,
    deliver: Callable[[Path], object],
    code: int,
    told: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Gross loss is exit 4 and publishes nothing; the rest warns by name; a real month passes without a word."""
    deliver(job)

    assert run(job, "2019-11") == code

    whole = capsys.readouterr().err
    error = [line for line in whole.splitlines() if OF_EVERY_RUN not in line]
    assert all(any(words in line for line in error) for words in told)
    assert bool(told) == bool(error)
    assert released(job).release == ("0001" if code else "0002")
    assert "999" not in whole


def test_a_truncated_restatement_is_refused(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A month against its own earlier publication, though no month lies before it."""
    lines = delivery.did_lines("2019-10", USUAL)
    delivery.put(job.parent / "did" / "2019-10.csv", lines[:40])

    assert run(job, "2019-10", "--restate") == 4
    assert "restatement_drop: 40 events, and 122 in release 0001" in capsys.readouterr().err


def test_a_month_that_is_right_is_accepted_once(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """April 2020: accepted for this run alone, with its reason in the manifest and on the first screen."""
    delivery.put(job.parent / "did" / "2020-04.csv", delivery.did_lines("2020-04", {"RZ1": 30, "RZ2": 10}))
    accepted = ("--accept", "volume_drop", "--reason", "first lockdown")

    assert run(job, "2020-04") == 4
    assert run(job, "2020-04", *accepted, "--json") == 0

    volume = json.loads(capsys.readouterr().out)["volume"]
    assert (volume["events"], volume["before"], volume["silent"]) == (
        40,
        {"name": "2019-10", "events": 122},
        ["RZ3"],
    )
    gates = {gate.name: gate for gate in released(job).gates}
    assert (gates["volume_drop"].held, gates["volume_drop"].accepted) == (False, "first lockdown")
    page = (job.parent / "out" / "current" / "report" / "index.html").read_text()
    assert "2020-04: 40 events of 2 providers, 122 in 2019-10 (-67.2%); nothing from RZ3" in page
    assert "the gate volume_drop did not hold" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--accept", "volum_drop", "--reason", "x"), "did you mean volume_drop?"),
        (("--accept", "volume_drop"), "1 --accept and 0 --reason"),
        (("--accept", "volume_drop", "--reason", " "), "--reason: write 1 to"),
        (("--accept", "volume_drop", "--reason", "a\x1b[2Jb"), "cannot be seen"),
        (("--accept", "volume_drop", "--reason", "a\u202eb"), "cannot be seen"),
        (("--accept", "volume_drop", "--reason", "one born 17 May 1948"), "birth date"),
    ],
)
def test_what_cannot_be_accepted(
    tmp_path: Path, asked: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, before anything is read."""
    assert run(delivery.job(tmp_path), "2019-10", *asked) == 2
    assert told in capsys.readouterr().err


def test_strict_and_the_last_lines_of_a_run(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --strict a warning refuses; the volume stands in the last lines."""
    november(job, {"RZ1": 60, "RZ2": 50})

    assert run(job, "2019-11", "--strict") == 4
    assert run(job, "2019-11") == 0

    told = capsys.readouterr().out
    assert "2019-11: 110 events of 2 providers, 122 in 2019-10 (-9.8%); nothing from RZ3" in told
    assert "not held: provider_drop (warned)" in told


def test_the_plan_lists_the_gates(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With their limits, and which will not be judged, and why."""
    november(job, USUAL)
    assert exit_code(["plan", str(job), "--month", "2019-11", "--quiet"]) == 0

    told = capsys.readouterr().out
    assert "volume_drop                    warns over 25%, refuses over 50%" in told
    assert "restatement_drop               not judged: the month was not published before" in told
    assert "min_events                     not judged: off, or without a limit" in told


def test_events_of_a_provider_that_nobody_knows_are_no_provider(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing came from "unknown": it is a category of sites, and sends and withholds nothing."""
    path = delivery.job(tmp_path)
    strange = [
        line.replace("S0101", "A0B1C") for line in delivery.did_lines("2019-10", {"S01": 20}, start=110)
    ]
    lines = [
        *delivery.did_lines("2019-10", {"RZ1": 60, "RZ2": 50}),
        *(line.replace(",S01,", ",,") for line in strange),
    ]
    delivery.put(tmp_path / "did" / "2019-10.csv", lines)
    assert run(path, "2019-10") == 0
    assert "130 events of 2 providers" in capsys.readouterr().out
    november(path, {"RZ1": 65, "RZ2": 65})

    assert run(path, "2019-11") == 0

    told = capsys.readouterr()
    assert "nothing from" not in told.out
    assert "sent nothing" not in told.err
