"""Rows set aside: told for the month alone, and sent back to each provider with a letter that shows none of them."""

import csv
import io
import json
import stat
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.release.content.csv_text import read
from tests.safety.keys_job import did_row, published, run, secure, write_did, write_job

pytestmark = pytest.mark.slow

SITES = "site,provider\nX1Y2Z,RXA\n"
LOOKUP = '[lookups.sites]\npaths = ["sites.csv"]\n'
SENTINEL = "9990002088"
"""An NHS number that only rows set aside bear."""


def aside(place: str, *, day: str = "2019-11-02", site: str = "RZ101") -> str:
    """A row without its accession number."""
    return did_row(0, "", day=day, site=site, number=SENTINEL, postcode=place)


def made(folder: Path) -> Path:
    """A job of three providers, with rows of nobody, of two months and of none."""
    rows = {
        "DID_1.csv": [
            *(did_row(n, f"A{n}") for n in range(4)),
            aside("LF90 1EY"),
            aside("LF91 1EY", day="2019-10-02"),
            aside("LF92 1EY", site="X1Y2Z"),
            did_row(1, "B1", day="2019-11-31", number=SENTINEL),
            "too,few,fields," + SENTINEL,
        ],
        "DID_2.csv": [
            did_row(4, "A4", site="RQ301"),
            f"=cmd,{SENTINEL}",
            did_row(5, "1.0E+14", site="RQ301", number=SENTINEL),
        ],
    }
    job = write_job(folder, rows, settings=LOOKUP)
    (folder / "sites.csv").write_text(SITES, "utf-8")
    text = job.read_text("utf-8").replace("[did]\n", "[did]\nmax_damaged_key_share = 0.5\n")
    job.write_text(text, "utf-8")
    return job


@dataclass(frozen=True)
class Ran:
    """A job whose month was published, with what it told."""

    job: Path
    out: str
    err: str
    log: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Published once, to be looked at."""
    job, out, err = made(tmp_path_factory.mktemp("set_aside") / "job"), io.StringIO(), io.StringIO()
    log = job.parent / "log.jsonl"
    words = ["run", str(job), "--month", "2019-11", "--log-file", str(log), "--log-format", "json"]
    with redirect_stdout(out), redirect_stderr(err):
        assert exit_code(words) == 0
    return Ran(job, out.getvalue(), err.getvalue(), log.read_text("utf-8"))


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """Not run yet."""
    return made(tmp_path / "job")


def folder(job: Path, release: str = "0001") -> Path:
    """Where rows to send back lie."""
    return job.parent / "out" / "secure" / release / "returns"


def sent(job: Path, group: str, release: str = "0001") -> list[list[str]]:
    """File, line, column, reason and month of each row of a group."""
    with (folder(job, release) / f"{group}.csv").open(encoding="utf-8", newline="") as opened:
        head, *rows = csv.reader(opened)
    assert head == ["file", "line", "column", "reason", "meaning", "month", "row"]
    return [[*row[:4], row[5]] for row in rows]


def test_a_file_and_a_letter_for_each_provider(ran: Ran) -> None:
    """By the site, the lookup of sites, or nobody; files are for the owner alone, and letters show no row."""
    job = ran.job

    groups = ["no_provider", "provider_RQ3", "provider_RXA", "provider_RZ1"]
    assert sorted(path.name for path in folder(job).iterdir()) == sorted(
        f"{group}.{kind}" for group in groups for kind in ("csv", "txt")
    )
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder(job).iterdir())
    assert sent(job, "provider_RZ1") == [
        ["did/DID_1.csv", "5", "accession_number", "accession_missing", "2019-11"],
        ["did/DID_1.csv", "6", "accession_number", "accession_missing", "2019-10"],
        ["did/DID_1.csv", "8", "test_date", "test_date_invalid", ""],
    ]
    assert sent(job, "provider_RXA") == [
        ["did/DID_1.csv", "7", "accession_number", "accession_missing", "2019-11"]
    ]
    assert sent(job, "provider_RQ3") == [
        ["did/DID_2.csv", "3", "accession_number", "key_exponent", "2019-11"]
    ]
    assert sent(job, "no_provider") == [
        ["did/DID_1.csv", "9", "", "field_count", ""],
        ["did/DID_2.csv", "2", "", "field_count", ""],
    ]
    texts = [path.read_text("utf-8") for path in folder(job).glob("*.csv")]
    assert all(SENTINEL in text for text in texts)
    assert exit_code(["releases", "verify", str(job)]) == 0


def test_the_row_is_as_it_came_but_is_no_formula(ran: Ran) -> None:
    """A spreadsheet reads text; `read` gives what was written."""
    with (folder(ran.job) / "no_provider.csv").open(encoding="utf-8", newline="") as opened:
        rows = [row[6] for row in csv.reader(opened)][1:]

    assert rows == [f"too,few,fields,{SENTINEL}", f"'=cmd,{SENTINEL}"]
    assert read(rows[1]) == f"=cmd,{SENTINEL}"


def test_a_letter(ran: Ran) -> None:
    """Word for word."""
    job = ran.job
    assert (folder(job) / "provider_RZ1.txt").read_text("utf-8") == LETTER
    told = (folder(job) / "no_provider.txt").read_text("utf-8")
    assert "        1  did/DID_1.csv\n" in told
    assert "        1  did/DID_2.csv; all its other rows are of provider RQ3\n" in told


LETTER = """\
Imaging rows of provider RZ1 that could not be used
===================================================
Linkage of 2019-11, release 0001.

3 rows of 1 file set aside; no rate counts them.
Where the file shows no text of a row, it is not UTF-8 or may not be passed on.

By reason
        2  no accession number (accession_missing): 1 of 2019-11, 1 of other months
           Give the accession number of the examination.
        1  test date cannot be read (test_date_invalid): 1 of no known month
           Give a date of the test that exists, in the spelling of the layout.

By file
        3  did/DID_1.csv

provider_RZ1.csv holds the rows themselves: personal data. Send it to whoever sent the rows and to
nobody else, in the way agreed for such data. This letter holds counts alone. Send corrected rows with
the next delivery: a row in a later file takes the place of an earlier one.
"""


def test_reasons_of_the_month_alone(ran: Ran) -> None:
    """In the last lines, the manifest, the statistics and the internal report, with the same numbers."""
    job, told = ran.job, ran.out
    assert (
        "set aside:    3 DID rows of 2019-11 (no accession number: 2; a key that lost its digits (1.0E+14): 1)"
        in told
    )
    assert "3 DID rows of no known month (wrong number of fields: 2; test date cannot be read: 1)" in told
    assert "1 DID row of other months\n" in told
    assert (
        f"to send back: 3 providers, rows of no known provider, a file and a letter each: {folder(job)}"
        in told
    )

    manifest = json.loads((job.parent / "out" / "current" / "manifest.json").read_text("utf-8"))
    assert manifest["set_aside"] == {
        "of_month": {"accession_missing": 2, "key_exponent": 1},
        "of_no_month": {"field_count": 2, "test_date_invalid": 1},
        "of_other_months": 1,
    }
    counted = manifest["set_aside"]
    told_of = (
        sum(sum(counted[part].values()) for part in ("of_month", "of_no_month")) + counted["of_other_months"]
    )
    aside = sum(file["rows_quarantined"] for file in manifest["inputs"])
    assert told_of == aside + manifest["counts"]["key_conflict"] == 7
    total = "\"table\" = 'set_aside' and breakdown = 'total'"
    figures = f"select category, numerator from statistics where {total} order by 1"
    assert published(job, figures) == [("month", 3), ("no_month", 3), ("other_months", 1)]
    page = (job.parent / "out" / "current" / "report" / "index.html").read_text("utf-8")
    assert "Imaging rows set aside: of 2019-11, and of no known month" in page


def test_no_value_of_a_row_but_in_the_rows_themselves(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    """Not in letters, lines, results, log or release: only the files of rows, and the quarantine, have them."""
    job, log = ran.job, ran.job.parent / "failed.log"
    assert exit_code(["run", str(job), "--month", "2018-01", "--log-file", str(log), "--json"]) == 3
    failed = capsys.readouterr()
    letters = [path.read_text("utf-8") for path in folder(job).glob("*.txt")]
    out = job.parent / "out" / "releases" / "0001"
    pages = [
        path.read_text("utf-8") for path in (*out.rglob("*.html"), *out.rglob("*.csv"), *out.rglob("*.json"))
    ]
    for text in (ran.out, ran.err, ran.log, failed.out, failed.err, log.read_text("utf-8"), *letters, *pages):
        for value in (SENTINEL, "LF90", "LF91", "LF92", "=cmd", "too,few"):
            assert value not in text


def test_what_was_sent_back_is_not_sent_again(job: Path) -> None:
    """The next month's release has its own rows, and all of a new file; an old file's rows of no month were told."""
    assert run(job) == 0
    write_did(job.parent, "DID_3.csv", [did_row(6, "C1", day="2019-12-01"), "a,b"])
    write_did(
        job.parent, "DID_0.csv", [did_row(6, "C2", day="2019-12-03"), aside("LF93 1EY", day="2019-12-04")]
    )
    assert run(job, month="2019-12") == 0

    assert sent(job, "no_provider", "0002") == [["did/DID_3.csv", "2", "", "field_count", ""]]
    assert sent(job, "provider_RZ1", "0002") == [
        ["did/DID_0.csv", "2", "accession_number", "accession_missing", "2019-12"]
    ]
    assert len(secure(job, "quarantine", "path")) == 9
    assert run(job, "--restate") == 0
    assert len(sent(job, "provider_RXA", "0003")) == 1


def test_a_strike_takes_its_people_out_of_what_is_sent_back(
    job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A release that only strikes has the files again, without the text of rows that bear a listed number."""
    assert run(job, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    groups = ["no_provider", "provider_RQ3", "provider_RXA", "provider_RZ1"]
    assert result["returns"] == {"folder": str(folder(job)), "groups": groups}
    assert result["set_aside"]["of_other_months"] == 1
    (job.parent / "opt_outs.csv").write_text(f"{SENTINEL}\n9990002002\n", "utf-8")
    job.write_text(f'{job.read_text("utf-8")}[opt_outs]\npaths = ["opt_outs.csv"]\n', "utf-8")
    assert run(job) == 0

    assert sent(job, "provider_RXA", "0002") == sent(job, "provider_RXA")
    texts = [path.read_text("utf-8") for path in folder(job, "0002").iterdir()]
    assert len(texts) == 8
    assert not any(SENTINEL in text for text in texts)


def test_nothing_set_aside_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the run says so."""
    job = write_job(tmp_path / "job", {"DID_1.csv": [did_row(0, "A0")]})
    assert run(job) == 0
    told = capsys.readouterr().out
    assert not folder(job).exists()
    assert "set aside:    0 DID rows of 2019-11\n" in told and "to send back" not in told
