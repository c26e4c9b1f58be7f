"""Every ending has its code and one line: what a job names, what the machine refuses, who stops it, and when."""

import gzip
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.files import ending
from linkage.files.plain_file import MOST_SETTINGS
from tests.inputs.sample import DID_NAMES
from tests.safety.small_job import MONTH, published, small_job
from tests.told import words

__all__ = ["published"]

PROGRAM = [sys.executable, "-c", "from linkage.cli.main import main; main()"]
LONG = "x" * 5_000
NUL = "a\\u0000b"

ENDLESS = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell has the tests ignore it
from linkage.engine.duckdb import DuckDBEngine
import linkage.steps.inputs.run

def endless(engine, *_):
    print("begun", flush=True)
    engine.scalar("select count(*) from range(1000000000) as a cross join range(1000000000) as b")

linkage.steps.inputs.run.read_inputs = endless
from linkage.cli.main import main
main()
"""
LOADING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)

class Loads:
    def find_spec(self, name, path=None, target=None):
        if name == "linkage.cli.program":
            print("begun", flush=True)
            import time
            try:
                time.sleep(60)
            except BaseException:
                raise ImportError("as some libraries make of it")

sys.meta_path.insert(0, Loads())
from linkage.cli.main import main
main()
"""


def one_line(capsys: pytest.CaptureFixture[str], code: int) -> str:
    """What was told: a line, or for a job file with problems a line for each; never a traceback."""
    told = words(capsys.readouterr().err)
    assert told.startswith("error: ") and "Traceback" not in told and "unexpected" not in told
    problems = re.search(r"has (\d) problems?:", told)
    assert told.strip().count("\n") == (int(problems[1]) if problems else 0), told
    assert len(told) < 1_500 and "\0" not in told, code
    return told


PATHS = {
    "job.output": '"PATH"',
    "did.paths": '["PATH"]',
    "hes.apc.paths": '["PATH"]',
    "deaths.paths": '["PATH"]',
    "lookups.modality.paths": '["PATH"]',
    "lookups.postcode_directory.paths": '["PATH"]',
    "lookups.provider_names.paths": '["PATH"]',
    "linkage.profile": '"PATH"',
    "linkage.model": '"PATH"',
    "linkage.ignore_postcodes": '["PATH"]',
    "opt_outs.paths": '["PATH"]',
    "keys.pseudonym": '"file:PATH"',
    "duckdb.spill": '"PATH"',
}


def with_setting(job: Path, key: str, value: str) -> None:
    """The job file with one key set, wherever its table is."""
    table, _, name = key.rpartition(".")
    lines = job.read_text("utf-8").splitlines()
    if f"[{table}]" not in lines:
        lines += [f"[{table}]"]
    at = lines.index(f"[{table}]") + 1
    end = next((n for n in range(at, len(lines)) if lines[n].startswith("[")), len(lines))
    kept = [line for line in lines[at:end] if line.split(" =")[0] != name]
    job.write_text("\n".join([*lines[:at], f"{name} = {value}", *kept, *lines[end:]]) + "\n", "utf-8")


@pytest.mark.parametrize("key", PATHS)
@pytest.mark.parametrize("path", [NUL, LONG, "a/" * 2_500], ids=["nul", "long", "deep"])
def test_a_path_that_no_file_has(
    key: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In every place of a job file: exit code 2, with the key."""
    job = small_job(tmp_path)
    with_setting(job, key, PATHS[key].replace("PATH", path))
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 2
    assert key.rpartition(".")[0] in one_line(capsys, 2)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("duckdb.memory_limit", '"0GB"'),
        ("duckdb.memory_limit", '"0.0 MiB"'),
        ("duckdb.memory_limit", f'"{"9" * 5_000}GB"'),
        ("duckdb.threads", "9" * 5_000),
        ("gates.min_events", "9" * 5_000),
        ("linkage.target_false_match_rate", "9" * 5_000),
        ("linkage.target_false_match_rate", "[" * 5_000),
        ("limits.unpacked_times", "0"),
    ],
    ids=lambda value: value[:12],
)
def test_a_setting_that_nothing_can_have(
    key: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, not an error of whatever reads it first."""
    job = small_job(tmp_path)
    with_setting(job, key, value)
    assert exit_code(["check", str(job)]) == 2
    one_line(capsys, 2)


def pipe(path: Path) -> None:
    """Whoever opens it waits for somebody to write."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def zeros(path: Path) -> None:
    """It never ends."""
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def full(path: Path) -> None:
    """It never ends, and takes nothing."""
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/full")


def huge(path: Path) -> None:
    """A hundred megabytes of nothing much."""
    with path.open("wb") as opened:
        opened.write(b"# a comment\n")
        opened.truncate(100 * MOST_SETTINGS)


def folder(path: Path) -> None:
    """Not a file at all."""
    path.unlink(missing_ok=True)
    path.mkdir()


NAMED = {
    "job.toml": ("job.output", '"out"', 2),
    "rules.toml": ("linkage.profile", '"rules.toml"', 2),
    "model.json": ("linkage.model", '"model.json"', 2),
    "secret.key": ("keys.pseudonym", '"file:secret.key"', 2),
    "opt_outs.csv": ("opt_outs.paths", '["opt_outs.csv"]', 3),
    "communal.csv": ("linkage.ignore_postcodes", '["communal.csv"]', 3),
    "did/DID_2019-11.csv": ("did.paths", '["did/*.csv"]', 3),
    "hes/HES_APC.txt": ("hes.apc.paths", '["hes/*.txt"]', 3),
}


MAY_BE_LONG = 3
"""The code of lists and data files."""


@pytest.mark.parametrize(
    ("made", "name"),
    [
        pytest.param(made, name, id=f"{made.__name__} {name}")
        for made in (pipe, zeros, full, huge, folder)
        for name, (_, _, code) in NAMED.items()
        if made is not huge or code != MAY_BE_LONG
    ],
)
def test_what_is_no_file_is_not_waited_for(
    made: Callable[[Path], None], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe, a device, a file of a hundred megabytes where a small one belongs: at once, by name."""
    key, value, code = NAMED[name]
    job = small_job(tmp_path, profile="hes_did" if name == "model.json" else "dmq_2015", model="model.json")
    with_setting(job, key, value)
    made(tmp_path / name)
    (tmp_path / "secret.key").chmod(0o600) if name == "secret.key" and made in (pipe, huge) else None
    began = time.process_time()
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == code
    one_line(capsys, code)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("made", [full, zeros, pipe])
def test_a_model_is_not_written_to_a_device(
    made: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found out before the training, not after it."""
    job = small_job(tmp_path, profile="hes_did", model="model.json")
    made(tmp_path / "model.json")
    for command in (["train", str(job), "--quiet"], ["train", str(job), "--force", "--quiet"]):
        assert exit_code(command) == 2
        one_line(capsys, 2)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["check", LONG], 2),
        (["check", "nul\0"], 2),
        (["init", LONG], 2),
        (["synth", LONG, "--people", "100"], 2),
        (["demo", LONG, "--people", "100"], 2),
        (["synth", "job.toml/world", "--people", "100"], 2),
        (["releases", "show", "job.toml", LONG], 2),
        (["releases", "verify", "job.toml", "9" * 5_000], 2),
        (["releases", "rollback", "job.toml", "9" * 5_000, "--reason", "x"], 2),
        (["evaluate", "job.toml", "--truth", LONG], 2),
        (["evaluate", "job.toml", "--truth", "/dev/zero"], 3),
        (["explain", "job.toml", LONG], 2),
    ],
    ids=lambda value: " ".join(word[:9] for word in value) if isinstance(value, list) else str(value),
)
def test_a_command_line_that_cannot_be(
    command: list[str],
    code: int,
    published: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Paths and numbers of any length."""
    monkeypatch.chdir(published.parent)
    assert exit_code(command) == code
    assert "Traceback" not in (told := capsys.readouterr().err) and "unexpected" not in told


def test_a_field_or_a_circle_that_no_reader_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list whose field is longer than Python's CSV reader allows; an output folder that leads to itself."""
    job = small_job(tmp_path)
    with_setting(job, "linkage.ignore_postcodes", '["communal.csv"]')
    (tmp_path / "communal.csv").write_text(f"postcode\n{'x' * 200_000}\n")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 3
    assert "communal.csv" in one_line(capsys, 3)
    (tmp_path / "communal.csv").write_text("postcode\n")
    (tmp_path / "out").symlink_to("out")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 2
    assert "circle" in one_line(capsys, 2)


def packed_text(job: Path) -> None:
    """Sixty kilobytes that unpack to thirty million lines."""
    with gzip.open(job.parent / "did" / "DID_2019-12.csv.gz", "wb") as opened:
        for _ in range(60):
            opened.write(b",\n" * 500_000)


def packed_rows(job: Path) -> None:
    """The same as Parquet."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 2_000_000, pa.int8()), [""])
    pq.write_table(pa.table(dict.fromkeys(DID_NAMES, column)), job.parent / "did" / "DID_2019-12.parquet")


@pytest.mark.slow
@pytest.mark.parametrize("packed", [packed_text, packed_rows])
def test_a_small_file_that_unpacks_to_a_large_one(
    packed: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bounded by a setting that the message names; judged by its size and not while the disk fills."""
    job = small_job(tmp_path)
    with_setting(job, "did.paths", '["did/*"]')
    packed(job)
    began = time.process_time()
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 3
    assert "[limits] unpacked_times" in one_line(capsys, 3)
    assert time.process_time() - began < 5


def ended(
    *arguments: str, stdout: int = subprocess.DEVNULL, before: Callable[[], None] | None = None
) -> tuple[int, str]:
    """Code and stderr of the program as a process of its own."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=before,
    )
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    return done.returncode, words(done.stderr)


@pytest.mark.slow
def test_a_full_or_closed_standard_output(published: Path) -> None:
    """6 where the result was lost; the command's own code where its reader had enough, or there never was one."""
    command = ["releases", "list", str(published)]
    nowhere = os.open("/dev/full", os.O_WRONLY)
    code, told = ended(*command, stdout=nowhere)
    assert (code, told.count("\n")) == (6, 1) and "standard output" in told
    reads, writes = os.pipe()
    os.close(reads)
    assert ended(*command, stdout=writes) == (0, "")
    for opened in (nowhere, writes):
        os.close(opened)
    assert ended(*command, before=lambda: os.closerange(0, 2)) == (0, "")


@pytest.mark.parametrize(
    "size", [pytest.param(0, marks=pytest.mark.slow), 20_000, pytest.param(300_000, marks=pytest.mark.slow)]
)
def test_a_file_that_may_not_grow(size: int, tmp_path: Path) -> None:
    """RLIMIT_FSIZE: 6 and one line, whoever writes first."""
    code, told = ended(
        "run",
        str(small_job(tmp_path)),
        "--month",
        MONTH,
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    faults = [line for line in told.splitlines() if "warning:" not in line]
    assert (code, len(faults)) == (6, 1)


@pytest.mark.parametrize("program", [ENDLESS, LOADING], ids=["in the database", "while modules load"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal(program: str, number: signal.Signals, tmp_path: Path) -> None:
    """143 and 130 in one line, at once, whatever is at work; nothing of the month lies about."""
    job = small_job(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", program, "run", str(job), "--month", MONTH],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.1)
        process.send_signal(number)
        _, stderr = process.communicate(timeout=20)
    told = words(stderr)
    assert process.returncode == 128 + number
    assert told.count("\n") == 1 and "the last release is as it was" in told
    work = tmp_path / "out" / "work"
    assert not work.exists() or list(work.iterdir()) == []


def test_a_signal_just_after_the_switch_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A switch is not disturbed; and what was done is then not called undone."""
    written, codes = list[bytes](), list[int]()
    monkeypatch.setattr(ending, "_next_signal", lambda _: signal.SIGTERM)
    monkeypatch.setattr(ending, "_done", [])
    monkeypatch.setattr(ending, "_ending", type(ending._ending)())
    monkeypatch.setattr(os, "write", lambda _, content: written.append(content))
    monkeypatch.setattr(os, "_exit", codes.append)
    with ending.undisturbed("readers are shown release 0007"):
        pass
    ending._wait(0)
    assert codes == [143]
    assert written == [b"terminated; just after this was done: readers are shown release 0007\n"]
