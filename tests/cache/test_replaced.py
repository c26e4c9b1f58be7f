"""`replace = "year"`: the last file of a data year is all there is of it; what it no longer holds is withdrawn."""

from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.commands.run.replaced_files import replaced_rows, years_not_supplied
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import InputError
from linkage.release.record.manifest import Manifest
from linkage.release.record.tallies import Input
from linkage.session.surroundings import unheard
from linkage.steps.inputs.delivery.data_year import data_year, month_of
from linkage.steps.inputs.delivery.replaced import counting, told_replaced
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import input_files
from tests.cache.deliveries import differing, hospital_bytes, inputs_of, sources, tables, write
from tests.tables import rows

YEARS = rows("""
    name                                | year    | month
    ------------------------------------+---------+------
    HES_APC_1920.txt                    | 2019/20 |
    HES_APC_201920.txt                  | 2019/20 |
    HES_APC_2019-20.txt.gz              | 2019/20 |
    HES_APC_2019_2020.parquet           | 2019/20 |
    HES_APC_1920_M08.txt                | 2019/20 | 8
    NIC123456_HES_APC_201920_M13.txt    | 2019/20 | 13
    HES_APC_1920_final.txt              | 2019/20 | 13
    HES_APC_9900.txt                    | 1999/00 |
    HES_APC_1999-00.txt                 | 1999/00 |
    HES_APC_2021.txt                    | 2020/21 |
    1920/HES_APC.txt                    | 2019/20 |
    2019-20/HES_APC_M09.txt             | 2019/20 | 9
    HES_APC_1920_20201105.txt           | 2019/20 |
    HES_APC_202008.txt                  |         |
    HES_APC_20201105.txt                |         |
    HES_APC_1819_1920.txt               |         |
    HES_APC.txt                         |         |
    HES_APC_1921.txt                    |         |
""")


@pytest.mark.parametrize("drawn", YEARS, ids=[str(row["name"]) for row in YEARS])
def test_the_data_year_in_a_name(drawn: dict[str, str | None]) -> None:
    """The second year is the one after the first; a day of submission is none; several years are none."""
    month = drawn.get("month")

    assert data_year(str(drawn["name"])) == drawn["year"]
    assert month_of(str(drawn["name"])) == (int(month) if month else None)


def row(key: str, person: str = "P1", day: str = "2019-11-01") -> tuple[str, ...]:
    """An episode."""
    return (key, person, "9990000018", "1971-02-03", "1", "AB1  2CD", day)


DELIVERED = {
    "HES_APC_1819.txt": [row("1"), row("2", "P2")],
    "HES_APC_1920_M08.txt": [row("3"), row("4", "P4"), row("5"), ("", *row("")[1:])],
    "HES_APC_1920_M09.txt": [row("3", day="2019-11-02"), row("5"), row("6", "P6")],
}


@pytest.mark.parametrize(
    ("replace", "keys", "people"),
    [
        ("rows", ["1", "2", "3", "4", "5", "6"], ["P1", "P2", "P4", "P6"]),
        ("year", ["1", "2", "3", "5", "6"], ["P1", "P2", "P6"]),
    ],
)
def test_what_the_last_file_of_a_year_no_longer_holds(
    replace: str, keys: list[str], people: list[str], engine: DuckDBEngine, tmp_path: Path
) -> None:
    """Is withdrawn with the identities that only it had; other years stay."""
    write(tmp_path / "hes", {name: hospital_bytes("apc", drawn) for name, drawn in DELIVERED.items()})
    found = sources(tmp_path / "hes", list(DELIVERED), replace)
    made = tables(engine, inputs_of(found, tmp_path))

    assert [episode[0] for episode in made["episode"]] == keys
    assert [person[0] for person in made["person"]] == people


def test_the_ledger_of_a_replaced_file(engine: DuckDBEngine, tmp_path: Path) -> None:
    """rows_read = rows_accepted + rows_quarantined, and rows_accepted = rows_replaced + rows_withdrawn."""
    write(tmp_path / "hes", {name: hospital_bytes("apc", drawn) for name, drawn in DELIVERED.items()})
    found = sources(tmp_path / "hes", list(DELIVERED), "year")
    read_inputs(engine, found)
    path = "HES_APC_1920_M08.txt"
    counted = engine.rows(
        f"select rows_read, rows_accepted, rows_quarantined from input_file where path = '{path}'"
    )
    (told,) = told_replaced(engine, found)

    assert counted == [(4, 3, 1)]
    assert [(name, one.rows_replaced, one.rows_withdrawn) for name, one in replaced_rows(engine).items()] == [
        (path, 2, 1)
    ]
    assert told.startswith(
        f"{path}: HES_APC_1920_M09.txt takes its place, being the file of its data year that counts "
        "([hes.apc] replace): of 3 rows 1 are held by no file any more, and are withdrawn"
    )


ORDERS = rows("""
    files in the order of the job                              | counts
    -----------------------------------------------------------+--------------------
    HES_APC_1920_M08.txt HES_APC_1920_M13.txt                  | HES_APC_1920_M13.txt
    HES_APC_1920_M13.txt HES_APC_1920_M08.txt                  | HES_APC_1920_M13.txt
    HES_APC_1920_final.txt HES_APC_1920_M08.txt                | HES_APC_1920_final.txt
    APC_2021_M13.txt APC_2021_M08.txt APC_2021_M09.txt         | APC_2021_M13.txt
    a_APC_1920_M08.txt b_APC_1920_M08.txt                      | b_APC_1920_M08.txt
    b_APC_1920_M08.txt a_APC_1920_M08.txt                      | a_APC_1920_M08.txt
    HES_APC_1920_M13.txt HES_APC_1920.txt                      | HES_APC_1920.txt
    HES_APC_1920.txt HES_APC_1920_M13.txt                      | HES_APC_1920_M13.txt
""")


@pytest.mark.parametrize("drawn", ORDERS, ids=[str(row["files in the order of the job"]) for row in ORDERS])
def test_a_final_file_is_never_replaced_by_a_provisional_one(
    drawn: dict[str, str | None], tmp_path: Path
) -> None:
    """The file that goes furthest counts, where every name says how far; else the order of the job decides."""
    names = str(drawn["files in the order of the job"]).split()
    write(tmp_path / "hes", {name: hospital_bytes("apc", [row(name)]) for name in names})
    (source,) = (one for one in sources(tmp_path / "hes", names, "year") if one.dataset == "apc")
    files = list(input_files([source]))
    kept = [file.name for file, _ in counting([(file, file.name) for file in files])]

    assert [Path(name).name for name in kept] == [drawn["counts"]]


def test_an_earlier_month_listed_last_gives_no_row(engine: DuckDBEngine, tmp_path: Path) -> None:
    """And is told as what it is."""
    files = {"b_HES_APC_1920_M08.txt": [row("1")], "a_HES_APC_1920_M13.txt": [row("2"), row("3")]}
    write(tmp_path / "hes", {name: hospital_bytes("apc", drawn) for name, drawn in files.items()})
    found = sources(tmp_path / "hes", ["a_HES_APC_1920_M13.txt", "b_HES_APC_1920_M08.txt"], "year")
    read_inputs(engine, found)
    (told,) = told_replaced(engine, found)

    assert engine.rows("select record_key from apc_raw order by 1") == [("2",), ("3",)]
    assert told.startswith("b_HES_APC_1920_M08.txt: a_HES_APC_1920_M13.txt takes its place, being the file")


def test_a_file_without_a_year_is_refused_with_the_setting(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Before anything is read."""
    write(tmp_path / "hes", {"HES_APC_all.txt": hospital_bytes("apc", [row("1")])})
    found = sources(tmp_path / "hes", ["HES_APC_all.txt"], "year")

    with pytest.raises(
        InputError, match=r'HES_APC_all.txt: \[hes.apc\] replace = "year" needs the data year'
    ):
        read_inputs(engine, found)


def test_a_year_taken_out_of_the_job_is_not_supplied_and_not_withdrawn(tmp_path: Path) -> None:
    """It is told; with `replace = "rows"` names say nothing."""
    write(tmp_path / "hes", {name: hospital_bytes("apc", drawn) for name, drawn in DELIVERED.items()})
    was = {"sha256": "0" * 64, "rows_read": 1, "rows_accepted": 1, "rows_quarantined": 0, "dataset": "apc"}
    inputs = tuple(Input.model_validate({"path": f"hes/{name}", **was}) for name in DELIVERED)
    previous = Manifest.model_construct(release="0007", inputs=inputs)  # type: ignore[call-arg]
    found = sources(tmp_path / "hes", ["HES_APC_1920_M09.txt"], "year")
    (told,) = years_not_supplied(found, previous)

    assert told.startswith("[hes.apc]: data year 2018/19, of which release 0007 had a file, is not supplied")
    assert list(years_not_supplied(sources(tmp_path / "hes", list(DELIVERED), "year"), previous)) == []
    assert list(years_not_supplied(sources(tmp_path / "hes", ["HES_APC_1920_M09.txt"]), previous)) == []
    assert list(years_not_supplied(found, None)) == []


def test_the_job_says_the_year_of_files_whose_names_do_not(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Of the first pattern that fits; against the name it counts too, and is told."""
    files = {"APC_old.txt": [row("1")], "APC_to_date.txt": [row("2")], "HES_APC_1819.txt": [row("3")]}
    write(tmp_path / "hes", {name: hospital_bytes("apc", drawn) for name, drawn in files.items()})
    years = {"APC_*.txt": "2019/20", "HES_*.txt": "2020/21", "none*": "2020/21"}
    found = [
        replace(one, data_years=years if one.dataset == "apc" else {})
        for one in sources(tmp_path / "hes", sorted(files), "year")
    ]
    read_inputs(engine, found)

    assert engine.rows("select record_key from apc_raw order by 1") == [("2",), ("3",)]
    assert [line.split(":")[0] for line in told_replaced(engine, found)] == [
        "HES_APC_1819.txt",
        "[hes.apc] data_years",
        "APC_old.txt",
    ]


@pytest.mark.parametrize("replace", ["rows", "year"])
def test_one_file_under_two_years_counts_once(engine: DuckDBEngine, tmp_path: Path, replace: str) -> None:
    """As it is told; after a month in which it was there under one of them too, as from scratch."""
    names = ["HES_APC_1819.txt", "HES_APC_1920.txt"]
    first, now = (hospital_bytes("apc", DELIVERED[name]) for name in list(DELIVERED)[1:])
    for files in ({names[1]: first}, dict.fromkeys(names, now)):
        write(tmp_path / "hes", files)
        found = sources(tmp_path / "hes", sorted(files), replace)
        cache = Cache(tmp_path / "cache", unheard)
        kept = tables(engine, inputs_of(found, tmp_path, cache))
        assert not differing(kept, tables(engine, inputs_of(found, tmp_path)))
        tidy(cache, 2)

    same = [(file, "same") for file in input_files(found) if file.source.dataset == "apc"]
    assert [file.name.endswith(names[1]) for file, _ in same] == [False, True]
    assert counting(same) == same[1:]
    read_inputs(engine, found)
    (told,) = told_replaced(engine, found)
    assert "are the same file, byte for byte: each row counts once" in told
