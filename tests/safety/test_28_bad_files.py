"""A month goes on without a file that cannot be used, where its job says so: told first, and retried."""

import gzip
import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.safety.keys_job import APC_NAMES, apc_row, counts, did_row, published, run, write_did, write_job

SET_ASIDE = '[inputs]\non_bad_file = "set_aside"\n'
MENDED = "did/2.csv"
LATE = gzip.compress("\n".join(did_row(2, f"C{n}") for n in range(60)).encode())[:-30]
"""Gzip whose damage only reading it whole shows, however short."""
BAD: dict[str, bytes] = {
    "a workbook": b"\xd0\xcf\x11\xe0" + bytes(99),
    "UTF-16": did_row(2, "C").encode("utf-16"),
    "no row of it has the fields": b"a,b,c\n" * 9,
}
"""Found out by the beginning, or only when it is read."""


def job_with(folder: Path, bad: bytes, settings: str = SET_ASIDE, name: str = "2.csv") -> Path:
    """Seven admissions, two imaging files, the second of which cannot be used."""
    job = write_job(folder, {"1.csv": [did_row(n, f"A{n}") for n in range(2)]}, settings=settings)
    (folder / "did" / name).write_bytes(bad)
    return job


@pytest.mark.parametrize(
    "bad",
    [
        BAD["no row of it has the fields"],
        pytest.param(BAD["a workbook"], marks=pytest.mark.slow),
        pytest.param(BAD["UTF-16"], marks=pytest.mark.slow),
    ],
    ids=["rows", "a workbook", "UTF-16"],
)
def test_the_month_goes_on_without_it_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    """In the output, in JSON, in the manifest and on the first screen of the report."""
    job = job_with(tmp_path / "job", bad)

    assert exit_code(["run", str(job), "--month", "2019-11", "--quiet", "--json"]) == 0

    told = capsys.readouterr()
    assert told.err.count("did/2.csv is set aside") == 1
    assert told.err.count("no [hes.*] names a person key") == 1
    (file,) = json.loads(told.out)["files_set_aside"]
    assert (file["dataset"], file["path"]) == ("did", MENDED)
    release = job.parent / "out" / "current"
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    assert manifest["files_set_aside"] == [file]
    assert [one["path"] for one in manifest["inputs"]] == ["did/1.csv", "apc.txt"]
    page = (release / "report" / "index.html").read_text("utf-8")
    assert "A file could not be used, and what it holds is not in this month: did/2.csv." in page
    assert counts(job)["events"] == 2


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_file_ends_the_run_unless_the_job_says_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    """The default, and nothing is published."""
    job = job_with(tmp_path / "job", bad, settings="")

    assert run(job) == 3

    assert "did/2.csv" in capsys.readouterr().err
    assert not (job.parent / "out" / "current").exists()


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_plan_goes_on_without_it_as_the_run_would(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    """Whether its beginning tells or only its rows; it is told once, and the plan counts what is left."""
    job = job_with(tmp_path / "job", bad)

    assert exit_code(["plan", str(job), "--month", "2019-11", "--quiet", "--json"]) == 0

    told = capsys.readouterr()
    assert told.err.count("did/2.csv is set aside") == 1
    plan = json.loads(told.out)
    assert plan["events"]["months"] == {"2019-11": 2}
    assert [file["path"] for file in plan["files"]] == ["did/1.csv", "apc.txt"]


@pytest.mark.slow
def test_train_goes_on_without_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To the end of what the other files teach: here too little, which is told of them and not of it."""
    job = job_with(tmp_path / "job", BAD["no row of it has the fields"])
    text = job.read_text("utf-8").replace('"dmq_2015"', '"hes_did"\nmodel = "model.json"')
    job.write_text(text, "utf-8")

    assert exit_code(["train", str(job), "--quiet"]) == 3

    told = capsys.readouterr().err
    assert told.count("did/2.csv is set aside") == 1
    assert told.count("no [hes.*] names a person key") == 1
    assert "and there are 2; train on more months" in told
    assert not (job.parent / "model.json").exists()


DELIVERED: dict[str, bytes] = {
    "1.csv": b"", "2.csv": b"", "3.csv": b"", "4.csv": b"", "5.csv": b"",
    "again.csv": b"",
    "broken.csv.gz": LATE,
    "cut.csv": "\n".join(did_row(1, f"T{n}") for n in range(20)).encode()[:-30],
    "empty.csv": b"",
    "hospital.csv": "\n".join([APC_NAMES, *(apc_row(n) for n in range(6))]).encode(),
    "sheet.csv": BAD["a workbook"],
}  # fmt: skip
"""A delivery of eleven files; the first five are good, and `again` is the first under another name."""
ASIDE = {
    "did/broken.csv.gz": "is damaged gzip",
    "did/empty.csv": "is empty",
    "did/hospital.csv": "has the header of extracts of HES admitted patient care",
    "did/sheet.csv": "is an Excel workbook",
}


def delivery(folder: Path) -> Path:
    """The job of it."""
    good = {f"{n}.csv": [did_row(n, f"{n}A{m}") for m in range(30)] for n in range(1, 6)}
    job = write_job(folder, good, settings=SET_ASIDE)
    text = job.read_text("utf-8").replace('"did/*.csv"', '"did/*"')
    job.write_text(text.replace("[hes.apc]\n", '[hes.apc]\nperson_id = "TOKEN_PERSON_ID"\n'), "utf-8")
    for name, content in DELIVERED.items():
        if name not in good:
            (folder / "did" / name).write_bytes(content)
    (folder / "did" / "again.csv").write_bytes((folder / "did" / "1.csv").read_bytes())
    return job


@pytest.mark.parametrize(
    "command", [["check"], ["check", "--whole"], ["plan", "--month", "2019-11"], ["doctor"]]
)
def test_a_delivery_of_many_faults_is_told_before_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """Every file at once, and that a run would go on without it; `plan` does, and tells of the file named twice."""
    job = delivery(tmp_path / "job")

    code = exit_code([command[0], str(job), *command[1:]])

    shown = capsys.readouterr()
    told = shown.out + shown.err
    assert code == (3 if command[0] == "check" else 0)
    assert all(name in told and why in told for name, why in ASIDE.items())
    if command[0] == "check":
        assert "4 files cannot be used; the other 7 files of [did] can be read; a run goes on without" in told
    elif command[0] == "doctor":
        assert "8 files can be read, and a run goes on without the others" in told
    else:
        assert "did/1.csv, did/again.csv are the same file, byte for byte" in told


@pytest.mark.slow
def test_a_delivery_of_many_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Published, exit 0: each fault on the last lines, in the manifest and on the first screen; none in silence."""
    job = delivery(tmp_path / "job")

    assert run(job) == 0

    told = capsys.readouterr()
    for name, why in ASIDE.items():
        assert f"file aside:   {name} [did]: {why}" in told.out
        assert told.err.count(f"{name} is set aside") == 1
    assert "did/1.csv, did/again.csv are the same file, byte for byte" in told.err
    assert "unended_files: the last line has no end" in told.err and "did/cut.csv" in told.err
    assert "wrong number of fields: 1" in told.out
    release = job.parent / "out" / "current"
    page = (release / "report" / "index.html").read_text("utf-8")
    assert "Files could not be used, and what they hold is not in this month: did/broken.csv.gz, " in page
    assert "did/cut.csv" in page
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    assert {one["path"] for one in manifest["files_set_aside"]} == set(ASIDE)
    assert manifest["counts"]["events"] == 5 * 30 + 19


@pytest.mark.slow
def test_a_file_that_is_mended_is_taken_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next run finds it still bad and has nothing to do; mended, the month is affected and made again."""
    job = job_with(tmp_path / "job", BAD["no row of it has the fields"])
    assert run(job) == 0
    capsys.readouterr()

    assert run(job) == 0
    told = capsys.readouterr()
    assert "nothing to do" in told.out
    assert "file aside:   did/2.csv [did]: none of its 9 rows has 18 fields" in told.out
    assert "did/2.csv is set aside" in told.err

    write_did(job.parent, "2.csv", [did_row(2, "C2")])
    assert run(job) == 8
    assert "2019-11" in capsys.readouterr().err
    assert exit_code(["run", str(job), "--changed", "--quiet"]) == 0
    assert counts(job)["events"] == 3
    assert "file aside" not in capsys.readouterr().out


@pytest.mark.slow
def test_a_file_that_was_read_before_and_is_bad_now(tmp_path: Path) -> None:
    """Its events are not withdrawn: it is not taken for gone, and they stay as they are published."""
    job = job_with(tmp_path / "job", f"{did_row(2, 'C2')}\n".encode())
    assert run(job) == 0
    assert counts(job)["events"] == 3

    (job.parent / MENDED).write_bytes(BAD["a workbook"])
    write_did(job.parent, "3.csv", [did_row(3, "D3", day="2019-12-02")])
    assert run(job, month="2019-12") == 0

    assert published(job, "select count(*) from links where test_month = '2019-11'") == [(3,)]


@pytest.mark.slow
def test_hospital_files_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But not with --changed, which would make published months again without the people in it."""
    job = job_with(tmp_path / "job", f"{did_row(2, 'C2')}\n".encode())
    text = job.read_text("utf-8")
    job.write_text(text.replace('paths = ["apc.txt"]', 'paths = ["apc.txt", "more.txt"]'), "utf-8")
    (job.parent / "more.txt").write_bytes(b"%PDF-1.7")

    assert run(job) == 0
    assert exit_code(["plan", str(job), "--month", "2019-11"]) == 0
    assert "more.txt is set aside" in capsys.readouterr().err
    assert exit_code(["run", str(job), "--changed", "--quiet"]) == 3
    assert "with --changed only from every file of [hes.apc]" in capsys.readouterr().err
    assert exit_code(["check", str(job)]) == 3


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_never_without_any_file_of_a_data_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    """An empty month, or people of nobody, would look like one."""
    job = job_with(tmp_path / "job", bad)
    (job.parent / "did" / "1.csv").write_bytes(bad)

    assert run(job) == 3
    assert "did/" in capsys.readouterr().err
    assert not (job.parent / "out" / "current").exists()


@pytest.mark.slow
def test_gates_judge_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A month that lost too much by it is refused as ever."""
    few = "[gates]\nmin_events = { refuse = 3 }\n"
    job = job_with(tmp_path / "job", BAD["UTF-16"], settings=SET_ASIDE + few)

    assert run(job) == 4
    assert "min_events" in capsys.readouterr().err


@pytest.mark.slow
def test_gzip_that_breaks_off(tmp_path: Path) -> None:
    """Set aside whole: none of the rows that could be read is published."""
    job = job_with(tmp_path / "job", LATE, name="2.csv.gz")
    text = job.read_text("utf-8")
    job.write_text(text.replace('paths = ["did/*.csv"]', 'paths = ["did/*"]'), "utf-8")

    assert run(job) == 0
    assert counts(job)["events"] == 2
