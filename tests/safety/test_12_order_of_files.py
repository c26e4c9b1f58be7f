"""Which of several submissions counts: by date, by natural order, by `paths`; and it is seen which rows lost."""

import json
from itertools import permutations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.commands.run.restated import is_as_published
from linkage.config.file_order import Order, in_order
from linkage.config.load import load_job
from linkage.config.paths import expand
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.session.sources import sources
from tests.safety.delivered import MONTH, did_bytes, hes_bytes, manifest, put, said, small_job
from tests.tables import rows

pytestmark = pytest.mark.usefixtures("every_thread")

NATURAL = {
    "numbers as numbers": ["DID_2019-9.csv", "DID_2019-10.csv", "DID_2019-11.csv"],
    "a version after the plain name": ["DID_2019-11.csv", "DID_2019-11-v2.csv", "DID_2019-11-v10.csv"],
    "a resubmission after the plain name": [
        "did_2019_11.csv",
        "did_2019_11_resub.csv",
        "did_2019_11_resub2.csv",
        "did_2019_11_resub10.csv",
    ],
    "letter case and separators": [
        "DID_2019-09.csv",
        "did-2019-11.CSV",
        "DID 2019_11 (2).csv",
        "did_2019.11.v3.csv",
    ],
    "how a file is written": ["DID_2019-11.csv.gz", "DID_2019-11_v2.parquet", "DID_2019-11_v3.csv"],
    "folders": ["did/2019-9/a.csv", "did/2019-11/a.csv", "did/2019-11-v2/a.csv", "did/2019-11-v10/a.csv"],
    "date of submission": [
        "DID_2019-11_20191203.csv",
        "DID_2019-12_20200103.csv",
        "DID_2019-10_20200105.csv",
    ],
    "date of submission, written otherwise": ["DID_2019-11_2019-12-03.csv", "DID_2019-10_2020-01-02.csv"],
    "day first": ["DID_2019-12_03-12-2019.csv", "DID_2019-11_02-01-2020.csv"],
    "day first, compact": ["DID_b_31122019.csv", "DID_a_02012020.csv"],
    "a month by its name": ["DID_b_3Dec2019.csv", "DID_a_02-January-2020.csv"],
    "time of day": ["DID_b_201912030915.csv", "DID_b_201912031015.csv"],
    "a period, then a submission": [
        "DID_20191101_20191130_20191209.csv",
        "DID_20191001_20191031_20191210.csv",
    ],
    "a period and no submission": [
        "DID_20191001_20191031.csv",
        "DID_20191101_20191130.csv",
        "DID_20191101_20191130-v2.csv",
    ],
    "only some have a date": ["DID_2019-9.csv", "DID_2019-11.csv", "DID_2019-11_20190101.csv"],
    "no date of the calendar": ["DID_20191399_1.csv", "DID_20191399_2.csv", "DID_20191399_10.csv"],
    "years of HES": ["HES_APC_1819.txt", "HES_APC_1920.txt", "HES_APC_1920_M07.txt", "HES_APC_1920_M11.txt"],
}


@pytest.mark.parametrize("expected", NATURAL.values(), ids=NATURAL)
def test_the_later_file_of_a_glob(expected: list[str]) -> None:
    """Whatever order the file system gives them in."""
    for names in permutations(expected):
        assert in_order(names, "natural") == expected
        assert in_order(names, "paths") == sorted(expected, key=lambda name: name.split("/"))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("natural", ["b/DID_9.csv", "b/DID_10.csv", "a/DID_1.csv"]),
        ("paths", ["b/DID_10.csv", "b/DID_9.csv", "a/DID_1.csv"]),
    ],
)
def test_between_entries_of_paths_their_order_stands(
    order: Order, expected: list[str], tmp_path: Path
) -> None:
    """In both orders; a job says which for each of its data sets."""
    for name in expected:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    found = expand(tmp_path, ["b/*", "a/*"], key="did.paths", order=order)

    assert [path.relative_to(tmp_path).as_posix() for path in found] == expected


@pytest.mark.parametrize("table", ["did", "hes"])
@pytest.mark.parametrize(
    ("order", "last"), [("", "10"), ('order = "natural"', "10"), ('order = "paths"', "9")]
)
def test_a_job_says_the_order_of_each_data_set(order: str, last: str, table: str, tmp_path: Path) -> None:
    """Under [did] and under [hes.*]; what a job does not say changes nothing of what it was published from."""
    job = small_job(tmp_path / "job", **{table: order})
    for folder in ("did", "hes"):
        for number in ("9", "10"):
            (job.parent / folder / f"X_2019-{number}.txt").write_bytes(b"")

    of = {"did": "did", "hes": "apc"}
    found = next(source for source in sources(load_job(job)) if source.dataset == of[table])

    assert found.files[-1].name == f"X_2019-{last}.txt"


@pytest.mark.slow
def test_rows_that_lost_are_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`plan`, `run` and the manifest count them by file; a new file that loses to an older one is a warning."""
    job = small_job(tmp_path / "job")
    run = ("run", str(job), "--month", MONTH, "--quiet")
    put(
        job,
        **{
            "DID_2019-9": did_bytes("A0", "A0", "A1", blank=["POSTCODE"]),
            "DID_2019-10": did_bytes("A0", "A2"),
        },
    )
    expected = {"did/DID_2019-9.csv": (2, 0), "did/DID_2019-10.csv": (0, 1), "hes/HES_APC_1920.txt": (0, 0)}

    code, out, told = said(capsys, *run)

    assert (code, "lose to rows" in told) == (0, False)
    assert [line.split() for line in out.splitlines() if line.startswith("  did/")] == [
        ["did/DID_2019-9.csv", "2", "0"],
        ["did/DID_2019-10.csv", "0", "1"],
    ]
    assert expected == {
        entry["path"]: (entry["rows_superseded"], entry["rows_superseding"])
        for entry in manifest(job)["inputs"]
    }
    put(job, **{"DID_2019-9-late": did_bytes("A2")})
    later = hes_bytes().replace(b"2019-09-07", b"2019-09-08")
    (job.parent / "hes" / "HES_APC_1819_late.txt").write_bytes(later)

    code, out, told = said(capsys, "plan", str(job), "--month", MONTH, "--json", "--quiet")

    assert code == 0
    assert "did/DID_2019-9-late.csv: is new since release 0001, but 1 of its rows lose" in told
    assert "in did/DID_2019-10.csv" in told and "set [did] order" in told
    assert json.loads(out)["events"]["superseded"][1] == {
        "path": "did/DID_2019-9-late.csv",
        "rows_superseded": 1,
        "rows_superseding": 0,
        "rows_withdrawn": 0,
    }
    code, out, told = said(capsys, *run, "--restate", "--json")
    assert code == 0
    assert "did/DID_2019-9-late.csv: is new since release 0001, but 1 of its rows lose" in told
    assert "hes/HES_APC_1819_late.txt: is new since release 0001, but 3 of its rows lose" in told
    assert "set [hes.apc] order" in told
    assert (json.loads(out)["same_as"], len(json.loads(out)["superseded"])) == ("0001", 3)
    assert {
        entry["path"]: (entry["rows_superseded"], entry["rows_superseding"])
        for entry in manifest(job)["inputs"]
        if entry["dataset"] == "apc"
    } == {"hes/HES_APC_1819_late.txt": (3, 0), "hes/HES_APC_1920.txt": (0, 3)}


PUBLISHED = """
    release | event_id | match_weight
    --------+----------+-------------
    0001    | e1       | 0.5
    0001    | e2       |
    0001    | e2       |
"""


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("", "", True),
        ("0001 ", "0002 ", True),
        ("0.5", "0.25", False),
        ("| e2       |", "| e1       |", False),
        ("match_weight", "match_height", False),
        ("    0001    | e1       | 0.5\n", "", False),
    ],
)
def test_what_a_restatement_that_changes_nothing_is(
    before: str, now: str, same: bool, tmp_path: Path
) -> None:
    """The same rows, each as often, in whatever order; only the number of the release may differ."""
    for folder, drawn in (
        ("0001", PUBLISHED),
        ("0002", PUBLISHED.replace(before, now, 1) if before else PUBLISHED),
    ):
        for table in ("links", "pathways", "events"):
            target = tmp_path / folder / table / f"test_month={MONTH}" / "part-0.parquet"
            target.parent.mkdir(parents=True)
            found = rows(drawn) if table == "links" else rows(PUBLISHED)
            listed = found if folder == "0001" else found[::-1]
            columns = {name: [row[name] for row in listed] for name in listed[0]}
            pq.write_table(
                pa.table(columns, schema=pa.schema([(name, pa.string()) for name in columns])), target
            )
    engine = DuckDBEngine(Session(folders=(tmp_path,), threads=1))

    assert is_as_published(engine, tmp_path / "0001", tmp_path / "0002", MONTH) == same
    engine.close()
