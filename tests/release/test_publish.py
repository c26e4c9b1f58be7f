"""Releases as readers meet them: numbers, months carried over, tables, dictionary, CSV, secure area."""

import csv
import hashlib
import io
import os
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from linkage import tables
from linkage.engine.arrow import ARROW_TYPES
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError, IntegrityError
from linkage.release import history
from linkage.release.content import draft
from linkage.release.content.dictionary import dictionary_rows
from linkage.release.content.published import LISTED, PARTITIONED, TABLES, WHOLE, Options, of_month
from linkage.release.layout import Layout
from linkage.release.listed import listed
from linkage.release.lock import hold
from linkage.release.publish import publish
from linkage.release.verify import verify
from linkage.session.keys import Key
from tests.release.tree import seen, tree
from tests.release.world import manifest_for, month_engine, run

WITHOUT_DRAWS = (*of_month(Options()), *WHOLE, *LISTED)
"""The tables of a release whose job asks for nothing more."""


def ids(folder: Path) -> list[str]:
    """Event ids of the links below `folder`, as they lie in the files."""
    return [
        str(value) for value in pq.read_table(folder, columns=["event_id"], partitioning=None)["event_id"]
    ]


def test_every_published_table_is_written() -> None:
    """A table that a contract calls published is in the release, and the other way round."""
    assert set(TABLES) == {name for name, table in tables.all_tables().items() if table.published}


def test_two_months_then_a_restatement(
    layout: Layout, april: DuckDBEngine, may: DuckDBEngine, tmp_path: Path
) -> None:
    """Three immutable releases; the month that did not run is one file with two names."""
    first = run(layout, april, "2026-04")
    second = run(layout, may, "2026-05")
    before = seen(layout)
    again = month_engine(tmp_path, "2026-04", events=4, linked_as="N")
    third = run(layout, again, "2026-04", inputs="b")

    assert [first.release, second.release, third.release] == ["0001", "0002", "0003"]
    assert (first.months, second.months, third.months) == (
        ("2026-04",),
        ("2026-04", "2026-05"),
        second.months,
    )
    assert layout.current() == "0003"
    assert layout.current_text.read_text() == "releases/0003\n"
    assert (layout.output / "current").resolve() == layout.release("0003")
    for number in ("0001", "0002"):
        assert tree(layout.release(number)) == before[2][number]
    carried = [layout.release(n) / "events/test_month=2026-05/part-0.parquet" for n in ("0002", "0003")]
    assert carried[0].samefile(carried[1])
    assert len(ids(layout.release("0003") / "links")) == 4 + 12
    statistics = pq.read_table(layout.release("0003") / "statistics/statistics.parquet").to_pylist()
    assert {(row["period"], row["numerator"]) for row in statistics} == {("2026-04", 4), ("2026-05", 12)}
    assert third.fingerprints == {
        "2026-04": {"inputs": "b", "version": "1"},
        "2026-05": {"inputs": "a", "version": "1"},
    }
    assert verify(layout) == verify(layout, "0001") == verify(layout, "0002") == []
    assert [
        (one.manifest.release, one.manifest.month, one.match_rate, one.is_current) for one in listed(layout)
    ] == [
        ("0001", "2026-04", 0.5, False),
        ("0002", "2026-05", 0.5, False),
        ("0003", "2026-04", 0.5, True),
    ]
    assert history.show(layout, "0002") == second
    with pytest.raises(ConfigError, match="releases list"):
        history.show(layout, "0009")


@pytest.mark.parametrize("name", WITHOUT_DRAWS)
def test_three_readers_see_the_same(two_months: Path, name: str) -> None:
    """A fresh DuckDB, pyarrow and pandas: the same rows, the contract's types, the month from the folder."""
    folder = two_months / "current" / name
    contract = tables.contract(name)
    columns = [column.name for column in contract.columns] + ["test_month"] * (name in PARTITIONED)
    listed = ", ".join(f'"{column}"' for column in columns)
    with duckdb.connect() as fresh:
        by_duckdb = fresh.sql(
            f"select {listed} from read_parquet('{folder}/**/*.parquet', hive_partitioning = true)"
        ).to_arrow_table()
    flavour = ds.partitioning(pa.schema([("test_month", pa.string())]), flavor="hive")
    by_pyarrow = ds.dataset(
        folder, format="parquet", exclude_invalid_files=True, partitioning=flavour
    ).to_table()
    by_pandas = pd.read_parquet(
        folder if name in PARTITIONED else folder / f"{name}.parquet", dtype_backend="pyarrow"
    )

    for column in contract.columns:
        assert by_duckdb.schema.field(column.name).type == ARROW_TYPES[column.type], column.name
        assert by_pyarrow.schema.field(column.name).type == ARROW_TYPES[column.type], column.name
        assert by_pandas[column.name].dtype == pd.ArrowDtype(ARROW_TYPES[column.type]), column.name
    rows = sorted(map(repr, by_duckdb.select(columns).to_pylist()))
    assert rows == sorted(map(repr, by_pyarrow.select(columns).to_pylist()))
    if name in PARTITIONED:
        by_pandas["test_month"] = by_pandas["test_month"].astype("string[pyarrow]")
    assert rows == sorted(map(repr, pa.Table.from_pandas(by_pandas).select(columns).to_pylist()))


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, april: DuckDBEngine) -> None:
    """Two output folders, rows that came in another order: every file equal, manifest included."""
    first, second = Layout(tmp_path / "one"), Layout(tmp_path / "two")
    run(first, april, "2026-04")
    for name in (*of_month(Options()), *WHOLE):
        april.create(
            name, f"select * from {name} order by md5(cast({tables.contract(name).key[0]} as string))"
        )
    run(second, april, "2026-04")
    assert tree(first.release("0001")) == tree(second.release("0001"))


def test_row_order_is_that_of_the_key(layout: Layout, april: DuckDBEngine) -> None:
    """The links were loaded backwards."""
    run(layout, april, "2026-04")
    found = ids(layout.output / "current" / "links")
    assert found == sorted(found)


def test_source_keys_only_when_asked(layout: Layout, april: DuckDBEngine) -> None:
    """site_code and accession_number come last in links, and in the dictionary."""
    run(layout, april, "2026-04", options=Options(include_source_keys=True))
    links = pq.read_table(layout.output / "current/links", partitioning=None)
    assert links.column_names[-2:] == ["site_code", "accession_number"]
    assert links["accession_number"].to_pylist() == [f"A{n}" for n in range(8)]
    assert ("links", "accession_number") in {
        row[:2] for row in dictionary_rows(Options(include_source_keys=True))
    }
    assert ("links", "accession_number") not in {row[:2] for row in dictionary_rows(Options())}


def test_people_under_pseudonyms(layout: Layout, april: DuckDBEngine) -> None:
    """One pseudonym per person in every table, an HMAC that the key can repeat; no HES key is left."""
    key = Key(b"p" * 32)
    run(layout, april, "2026-04", options=Options(person_pads=key.pads("person")))
    expected = {key.digest("person", f"H{number:05}")[:32] for number in (0, 1, 4, 5)}
    for name in ("links", "pathways", "events", "spells", "cips"):
        read = pq.read_table(layout.output / "current" / name, partitioning=None)
        assert set(read["person_id"].to_pylist()) - {None} == expected
    whole = b"".join(path.read_bytes() for path in layout.release("0001").rglob("*") if path.is_file())
    assert b"H00000" not in whole
    assert history.show(layout, "0001").pseudonymise_person


@pytest.mark.parametrize(
    ("key_id", "options", "named"),
    [
        ("z" * 16, Options(), "pseudonym key"),
        ("k" * 16, Options(include_source_keys=True), "include_source_keys"),
        ("k" * 16, Options(person_pads=(b"i" * 64, b"o" * 64)), "pseudonymise_person"),
    ],
)
def test_a_release_is_of_one_kind(
    layout: Layout, april: DuckDBEngine, may: DuckDBEngine, key_id: str, options: Options, named: str
) -> None:
    """Months made with another key or in another form cannot lie beside one another."""
    run(layout, april, "2026-04")
    before = seen(layout)
    with pytest.raises(ConfigError, match=named):
        run(layout, may, "2026-05", key_id=key_id, options=options)
    assert seen(layout) == before


def test_where_links_fail_months_are_copied(
    layout: Layout, april: DuckDBEngine, may: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same release, only larger."""

    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    run(layout, april, "2026-04")
    monkeypatch.setattr(os, "link", refused)
    run(layout, may, "2026-05")
    carried = [layout.release(n) / "links/test_month=2026-04/part-0.parquet" for n in ("0001", "0002")]
    assert carried[0].read_bytes() == carried[1].read_bytes()
    assert not carried[0].samefile(carried[1])
    assert verify(layout) == []


def test_a_column_that_an_earlier_version_lacked_is_null(
    layout: Layout, april: DuckDBEngine, may: DuckDBEngine
) -> None:
    """Statistics of other months survive a new column."""
    with hold(layout):
        begun = draft.start_draft(layout, "0001")
        begun.write_tables(april, "2026-04", None)
        old = begun.folder / "statistics/statistics.parquet"
        pq.write_table(pq.read_table(old).drop(["complement_people", "level"]), old)
        publish(layout, begun, manifest_for("0001", "2026-04", 8))
    run(layout, may, "2026-05")
    read = pq.read_table(layout.output / "current/statistics/statistics.parquet")
    assert read.column_names == list(tables.contract("statistics").types)
    assert [row["level"] is None for row in read.to_pylist()] == [True] * 3 + [False] * 3


def test_statistics_as_csv(layout: Layout, april: DuckDBEngine) -> None:
    """Text that a spreadsheet would compute is kept from it; numbers stay numbers."""
    run(layout, april, "2026-04")
    text = (layout.output / "current/statistics/statistics.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["category"] for row in rows] == ["'-RA1", "'=cmd()", "RB2, or 'C3'"]
    assert {row["value"] for row in rows} == {"-1.5"}
    assert {row["denominator"] for row in rows} == {""}


def test_the_dictionary_describes_every_column(layout: Layout, april: DuckDBEngine) -> None:
    """Every column a reader meets, test_month included, with a meaning, a grain and a key."""
    run(layout, april, "2026-04")
    with (layout.output / "current/data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        described = {(row["table"], row["column"]): row for row in csv.DictReader(file)}
    met = {
        (name, column)
        for name in WITHOUT_DRAWS
        for column in ds.dataset(
            layout.output / "current" / name,
            format="parquet",
            partitioning="hive",
            exclude_invalid_files=True,
        ).schema.names
    }
    assert met == described.keys()
    assert all(row["meaning"] and row["grain"] and row["key"] for row in described.values())


def test_the_secure_area(layout: Layout, april: DuckDBEngine, may: DuckDBEngine) -> None:
    """What was set aside, who was proposed and what is under review; nobody who opted out."""
    run(layout, april, "2026-04")
    run(layout, may, "2026-05")
    secure = layout.secure / "0001"
    quarantine = pq.read_table(secure / "quarantine.parquet").to_pylist()
    assert [(row["path"], row["row_number"]) for row in quarantine] == [
        ("did/april.csv", 3),
        ("did/april.csv", 7),
    ]
    candidates = pq.read_table(secure / "candidates.parquet").to_pylist()
    proposed = [
        (row["event_id"][-1], row["person_id"], row["match_rank"], row["match_weight"]) for row in candidates
    ]
    assert len(proposed) == 9  # one each, and D3 from rank P; D2 has opted out
    assert proposed[2:5] == [("2", "C2", "x", 12.0), ("3", "C3", "x", 12.0), ("3", "D3", None, 12.0)]
    review = pq.read_table(secure / "review.parquet").to_pylist()
    assert [(row["accession_number"], row["person_id"]) for row in review] == [("A2", "C2"), ("A6", "C6")]
    unscored = pq.read_table(layout.secure / "0002" / "candidates.parquet").to_pylist()
    assert len(unscored) == 12
    assert {row["match_weight"] for row in unscored} == {None}


def test_everything_is_for_the_owner_alone(layout: Layout, april: DuckDBEngine) -> None:
    """Whatever the umask: 0700 and 0600, and 0500 and 0400 once published."""
    umask = os.umask(0)
    try:
        run(layout, april, "2026-04")
        assert os.umask(0) == 0
    finally:
        os.umask(umask)
    modes = {name: mode for name, (mode, _) in tree(layout.output).items() if not name.startswith("current/")}
    for name, mode in modes.items():
        path = layout.output / name
        if name.startswith("releases/"):
            assert mode == (0o500 if path.is_dir() else 0o400), name
        elif not name.startswith("current"):
            assert mode == (0o700 if path.is_dir() else 0o600), name
    assert modes["current.txt"] == 0o600


def test_an_output_folder_open_to_all_is_refused(layout: Layout, april: DuckDBEngine) -> None:
    """The message names the command that mends it."""
    layout.output.mkdir()
    layout.output.chmod(0o777)
    with pytest.raises(ConfigError, match="chmod o-w"):
        run(layout, april, "2026-04")
    assert list(layout.output.iterdir()) == []


def test_a_number_is_never_used_twice(layout: Layout, april: DuckDBEngine) -> None:
    """Not even that of a run that published nothing."""
    with hold(layout):
        draft.start_draft(layout, layout.next_number())
        assert layout.next_number() == "0002"
        with pytest.raises(IntegrityError, match="used before"):
            draft.start_draft(layout, "0001")
    assert run(layout, april, "2026-04").release == "0002"


def test_statistics_of_another_month_are_refused(layout: Layout, april: DuckDBEngine) -> None:
    """They would stand beside that month's own."""
    with pytest.raises(IntegrityError, match="another month"):
        run(layout, april, "2026-03")


def test_a_manifest_that_does_not_add_up_is_refused(layout: Layout, april: DuckDBEngine) -> None:
    """The counts of a run are held against the rows it wrote."""
    with hold(layout):
        begun = draft.start_draft(layout, "0001")
        begun.write_tables(april, "2026-04", None)
        with pytest.raises(IntegrityError, match=r"links/test_month=2026-04 does not have the rows"):
            publish(layout, begun, manifest_for("0001", "2026-04", 9))
        with pytest.raises(IntegrityError, match="does not belong"):
            publish(layout, begun, manifest_for("0002", "2026-04", 8))
    assert layout.current() is None
    assert layout.published() == ()


def test_digests_and_rows_of_the_manifest(layout: Layout, april: DuckDBEngine) -> None:
    """Every file but the manifest is listed, with what it is."""
    manifest = run(layout, april, "2026-04")
    folder = layout.release("0001")
    listed = {file.path: file for file in manifest.files}
    assert {*listed, "manifest.json"} == {
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
    }
    for path, file in listed.items():
        assert file.sha256 == hashlib.sha256((folder / path).read_bytes()).hexdigest()
    assert listed["links/test_month=2026-04/part-0.parquet"].rows == 8
    assert listed["statistics/statistics.csv"].rows == 3
    assert listed["report/index.html"].rows is None
