"""Code lists of a release: what they hold, and data frames with meanings in the place of codes."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import linkage
from linkage.config.shipped import shipped
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError
from linkage.reading.labels import Labels, with_meanings
from linkage.release.content.code_lists import LISTS, OF_WORDS, code_bytes, code_rows
from linkage.release.content.published import TABLES
from linkage.release.layout import Layout
from linkage.tables import contract
from tests.release.world import load, run


def test_every_list_that_a_column_names_is_there() -> None:
    """And no code of a list has two meanings; each says where its meaning is from."""
    named = {column.codes for table in TABLES for column in contract(table).columns if column.codes}
    rows = code_rows()

    assert {row[0] for row in rows} == named == {*LISTS, *OF_WORDS}
    assert len({row[:2] for row in rows}) == len(rows)
    assert all(row[1] and row[2] and row[3] for row in rows)
    assert [name for name in LISTS if not (shipped("codes") / f"{name}.csv").is_file()] == []


def test_the_same_lists_are_the_same_bytes() -> None:
    """So that releases share one file."""
    assert code_bytes() == code_bytes()


def test_days_of_use_are_there_where_a_source_has_them() -> None:
    """The lists of HES A&E end with it, others begin with it; else nobody knows."""
    dated = {(name, first, last) for name, _, _, _, first, last in code_rows() if first or last}
    last = date(2020, 3, 31)

    assert dated == {
        ("source_setting", date(2012, 4, 1), None),
        *((name, None, last) for name in ("attendance_disposal", "attendance_category", "department_type")),
        ("investigation", None, last),
        ("treatment_specialty", date(2021, 4, 1), None),
    }
    retired = [row for row in code_rows() if "retired" in row[2]]
    assert [(row[1], row[4], row[5]) for row in retired] == [("09", None, None)]
    assert all("20" in row[3] for row in code_rows() if row[4] or row[5]), "the source tells why"


def test_meanings() -> None:
    """A code without one stays; two codes of one meaning are one category; what is missing is missing."""
    codes = pd.Series(["37", "38", "19", "77", None], dtype="string[pyarrow]")
    told = with_meanings(codes, {"37": "Prison", "38": "Prison", "19": "Home"})

    assert told.tolist()[:4] == ["Prison", "Prison", "Home", "77"]
    assert told.isna().tolist() == [False] * 4 + [True]
    assert sorted(told.cat.categories) == ["77", "Home", "Prison"]


def test_a_name_of_two_lists_is_of_none() -> None:
    """Nobody can tell which is meant."""
    labels = Labels([("a", "x"), ("a", "y"), ("b", "x")], [("x", "1", "one")], ["c"])
    frame = labels.put_on(pd.DataFrame({"a": ["1"], "b": ["1"], "c": ["1"], "d": ["1"]}))

    assert frame.iloc[0].tolist() == ["1", "one", "1", "1"]
    assert [isinstance(kind, pd.CategoricalDtype) for kind in frame.dtypes] == [False, True, True, False]


def test_a_release_with_labels(layout: Layout, april: DuckDBEngine) -> None:
    """Of a table and of a query; relations keep the codes, and so does a release that is opened without."""
    load(
        april, "appointments",
        [{"appointment_key": "O1", "person_id": "H00000", "attended": "3", "appointment_date": date(2026, 4, 1)}],
    )  # fmt: skip
    run(layout, april, "2026-04")
    with linkage.open_release(layout.output, labels=True) as release:
        assert release.frame("appointments").attended.tolist() == ["Did not attend"]
        assert release.frame(
            "select attended, count(*) as n from appointments group by 1"
        ).attended.tolist() == ["Did not attend"]
        assert release.appointments.select("attended").fetchall() == [("3",)]
        assert isinstance(release.frame("links").status.dtype, pd.CategoricalDtype)
    with linkage.open_release(layout.output) as release:
        assert release.frame("appointments").attended.tolist() == ["3"]
        assert release.rules.fetchall()[0][:3] == ("PRE_ADMISSION", "pre_admission_days", "28")


def test_a_release_without_lists(
    layout: Layout, april: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier version published it: said, not guessed."""
    run(layout, april, "2026-04")
    monkeypatch.setattr("linkage.reading.opened_tables.TABLES", TABLES[:-1])

    with pytest.raises(ConfigError, match="has no code lists"):
        linkage.open_release(layout.output, labels=True)
    assert Path(linkage.open_release(layout.output).folder).is_dir()
