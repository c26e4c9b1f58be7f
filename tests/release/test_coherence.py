"""What does not fit inside a release, though every file is as listed: named by table, counted, and no key shown."""

import shutil
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.reading.opened_release import open_release
from linkage.release import coherence, disk, slices
from linkage.release.coherence import coherence_problems
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest, read_manifest
from linkage.release.whole import verify_whole
from tests.safety.strikes import NOVEMBER, OCTOBER, run, write_job
from tests.tables import rows
from tests.workbooks import quick_workbook

pytestmark = pytest.mark.slow

__all__ = ["quick_workbook"]

CASES = rows("""
    table    | rows in the place of those of October              | in       | found
    ---------+----------------------------------------------------+----------+------------------------------------------
    events   | * from t union all select * from t where e1        | events   | 1 key (event_id) of several rows
    links    | * from t union all select * from t where e1        | links    | 1 key (event_id) of several rows
    spells   | * from t union all select * from t where A         | spells   | 1 key (spell_id) of several rows
    cips     | * from t union all select * from t where A         | cips     | 1 key (cips_id) of several rows
    events   | * replace (date '2019-09-30' as test_date) from t  | events   | 6 rows with a test date of another month
    links    | * from t where not e3                              | events   | 1 row of an event not in links
    events   | * from t where not e3                              | links    | 1 row of an event not in events
    events   | * replace ('review' as status) from t              | events   | 6 rows unlike links in status or person
    pathways | * replace ('B' as person_id) from t where e1       | pathways | 2 rows unlike links in person
    pathways | * replace ('f' as event_id) from t where A limit 1 | pathways | 1 row of an event not linked
    pathways | * replace ('f' as spell_id) from t where e1        | pathways | 2 rows whose spell_id is not in spells
    pathways | * replace ('f' as cips_id) from t where e1         | pathways | 2 rows whose cips_id is not in cips
    spells   | * replace ('f' as cips_id) from t                  | spells   | 3 rows whose cips_id is not in cips
    cips     | * replace ('f' as person_id) from t                | spells   | 3 rows whose cips_id is another person's
    spells   | * replace ('f' as person_id) from t where A        | pathways | 4 rows whose spell_id is another person's
    episodes | * replace ('f' as spell_id) from t                 | episodes | 4 rows whose spell_id is not in spells
    episodes | * from t where not A                               | pathways | 4 rows whose record is not in episodes
    episodes | * from t union all select * from t where A         | episodes | 2 keys (episode_key) of several rows
""")
"""e1, e3 and A stand for conditions: on the first event of A, one that is not linked, the rows of A."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """October and November, whole. To be looked at, or copied."""
    job = write_job(tmp_path_factory.mktemp("made") / "job")
    assert run(job, OCTOBER) == run(job, NOVEMBER) == 0
    return Layout(job.parent / "out")


def looked_at(layout: Layout) -> tuple[DuckDBEngine, Layout, Manifest]:
    """An engine for release 0002, and its manifest."""
    engine = DuckDBEngine(Session(folders=(layout.output,), threads=1))
    return engine, layout, read_manifest(layout.release("0002") / "manifest.json")


def copied(made: Layout, folder: Path) -> Layout:
    """A copy that may be spoilt."""
    shutil.copytree(made.output, folder / "out", symlinks=True)
    return Layout(folder / "out")


def file_of(layout: Layout, table: str, month: str = OCTOBER) -> Path:
    """The file of a table of a month."""
    return layout.release("0002") / table / f"test_month={month}" / "part-0.parquet"


def spoil(engine: DuckDBEngine, path: Path, query: str) -> None:
    """Put the rows of a query, on the rows `t`, in the place of a file."""
    read = f"(select * exclude (test_month) from {engine.parquet_sql(path)})"
    draft = path.with_name("draft")
    engine.write_parquet(query.replace(" from t", f" from {read} as t"), draft)
    disk.set_mode(path.parent, 0o700)
    disk.remove(path)
    draft.rename(path)


def test_a_whole_release_holds_together(made: Layout) -> None:
    """With the checks of its files as well."""
    assert verify_whole(made, None) == verify_whole(made, "0001") == []


@pytest.mark.parametrize("case", CASES)
def test_what_does_not_fit(made: Layout, tmp_path: Path, case: dict[str, str]) -> None:
    """Each thing that can be wrong, by the table and month that it is in."""
    layout = copied(made, tmp_path)
    engine, _, manifest = looked_at(layout)
    links = engine.parquet_sql(file_of(layout, "links"))
    own = str(engine.scalar(f"select min(event_id) from {links} where person_id = 'A'"))
    none = str(engine.scalar(f"select min(event_id) from {links} where status <> 'linked'"))
    query = f"select {case['rows in the place of those of October']}"
    for name, means in (
        ("e1", f"event_id = '{own}'"),
        ("e3", f"event_id = '{none}'"),
        ("A", "person_id = 'A'"),
    ):
        query = query.replace(f"where {name}", f"where {means}").replace(f"not {name}", f"not {means}")
    path = file_of(layout, case["table"])
    path.parent.chmod(0o700)
    spoil(engine, path, query)

    found = coherence_problems(engine, layout, manifest)

    engine.close()
    assert f"{case['in']}/test_month={OCTOBER} has {case['found']}" in map(str, found)
    assert {problem.path.rpartition("=")[2] for problem in found} == {OCTOBER}
    assert own not in (told := " ".join(map(str, found))) and none not in told


@pytest.mark.parametrize("most", [2, 10**6])
def test_an_event_in_two_months(
    made: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Looked for over the whole release, at once or a part of the ids at a time."""
    monkeypatch.setattr(slices, "MOST_AT_ONCE", most)
    monkeypatch.setattr(coherence, "NARROW", 1)
    layout = copied(made, tmp_path)
    engine, _, manifest = looked_at(layout)
    for table in ("events", "links"):
        path = file_of(layout, table, NOVEMBER)
        path.parent.chmod(0o700)
        other = engine.parquet_sql(file_of(layout, table))
        spoil(engine, path, f"select * from t union all select * exclude (test_month) from {other}")

    found = coherence_problems(engine, layout, manifest)

    engine.close()
    assert "events has 6 event ids in several months" in map(str, found)


def test_readers_are_given_each_spell_once(made: Layout) -> None:
    """As the latest of the months that hold it has it."""
    with open_release(made.release("0002")) as release:
        spells = release.sql("select spell_id, test_month from spells").fetchall()

    assert len({spell for spell, _ in spells}) == len(spells) == 4
    assert {month for _, month in spells} == {OCTOBER, NOVEMBER}
