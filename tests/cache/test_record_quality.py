"""How good records are, counted by file: added up as counted together, and files that were there are left alone."""

import json
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.config import codes
from linkage.editions.record_quality import TABLE
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.session.surroundings import unheard
from linkage.steps.standardise.quality import (
    RECORDS,
    added_quality_count_sql,
    file_quality_count_sql,
    record_quality_count_sql,
)
from linkage.steps.standardise.raw_rows import RAW_TABLES
from linkage.steps.standardise.run import codes_made
from tests.cache.deliveries import differing, hospital_bytes, inputs_of, sources, tables, write
from tests.engines import forget_tables
from tests.spec.steps import standardise_hes

DAYS = ("2019-04-01", "1800-01-01", "soon", None, "2019-04-01")
HOSPITALS = [
    {"file_id": nth % 2 + 1, "start_date": day, "site_code": site, "gp_practice": site, "record_key": key}
    for nth, (day, site, key) in enumerate(
        zip(DAYS, ("RXA01", "NULL", None, "RXB", "RXA01"), ("K1", "K2", "K2", "K3", "K1"), strict=True)
    )
]
"""Rows of two files: a date, a code and a record key that both of them have, and some that one has."""
FLAGGED = [{**row, "deleted": str(nth % 2)} for nth, row in enumerate(HOSPITALS)]


def test_counts_of_files_add_up(engine: DuckDBEngine) -> None:
    """Of every data set, record keys that come again and deaths among them; what is taken away leaves nothing."""
    keyed = [{**row, "provider_spell_number": "S1", "episode_key": "0"} for row in HOSPITALS]
    deaths = [{"person_key": "P1", "death_date": day} for day in DAYS]
    standardise_hes(engine, apc=keyed, op=HOSPITALS, ae=keyed, ecds=FLAGGED, deaths=deaths)
    make_all(engine, codes_made())
    order = " order by dataset, field, state"
    counted = [
        f"({file_quality_count_sql(engine.dialect, dataset, f'(select * from {rows} where file_id = {number})')})"
        for dataset, rows in RAW_TABLES.items()
        for number in (1, 2)
    ]
    numbers = {
        dataset: (rows_of(engine, RAW_TABLES[dataset]), rows_of(engine, records))
        for dataset, records in RECORDS.items()
    }
    twice = [*counted, *counted[:3]]
    added = engine.rows(added_quality_count_sql(engine.dialect, twice, counted[:3]) + order)
    known = added_quality_count_sql(engine.dialect, counted, (), numbers)

    assert added == engine.rows(known + order)
    assert added == engine.rows(record_quality_count_sql(engine.dialect) + order)
    assert {"superseded", "deleted", "used", "malformed", "null_date"} <= {
        str(state) for _, _, state, _ in added
    }
    assert {str(dataset) for dataset, *_ in added} == {*RAW_TABLES, "deaths"}
    forget_tables(engine)


def rows_of(engine: DuckDBEngine, table: str) -> int:
    """How many rows a table has."""
    return engine.count(f"select count(*) from {table} as every")


def test_a_file_that_was_there_is_not_counted_again(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Another year comes: its rows alone are looked at, and the counts are those of scratch."""
    row = ("1", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", "2018-11-01")
    files = {"HES_APC_1819.txt": hospital_bytes("apc", [row])}
    counted = []
    for year in ("1920", "2021"):
        files[f"HES_APC_{year}.txt"] = hospital_bytes("apc", [row, (year, *row[1:])])
        write(tmp_path / "hes", files)
        found = sources(tmp_path / "hes", sorted(files))
        cache = Cache(tmp_path / "out" / "cache", unheard)
        before = of_files(cache)
        made = tables(engine, inputs_of(found, tmp_path, cache))
        counted.append(len(of_files(cache) - before))
        tidy(cache, 2)
        assert differing(made, tables(engine, inputs_of(found, tmp_path))) == []
    assert counted == [2, 1]


def of_files(cache: Cache) -> set[str]:
    """The entries of the cache that are counts of one file."""
    found = (cache.folder / "editions").glob("*/content.json")
    return {
        path.parent.name
        for path in found
        if json.loads(path.read_bytes())["content"]["made_from"].get("made") == TABLE
    }


def test_a_list_that_changed_counts_all_files_anew(
    engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day that stands for no date since is one in files that were counted before."""
    read = codes.read
    days = [
        ("1", "P1", "9990000018", "1971-02-03", "2", "AB1  2CD", day) for day in ("2018-11-01", "2019-12-24")
    ]
    write(tmp_path / "hes", {"HES_OP_1920.txt": hospital_bytes("op", days)})
    found = sources(tmp_path / "hes", ["HES_OP_1920.txt"])
    counted = []
    for more in ([], [{"code": "2019-12-24"}]):
        monkeypatch.setattr(
            codes, "read", lambda name, more=more: [*read(name), *(more if name == "null_dates" else [])]
        )
        cache = Cache(tmp_path / "cache", unheard)
        kept = tables(engine, inputs_of(found, tmp_path, cache))
        assert not differing(kept, tables(engine, inputs_of(found, tmp_path)))
        counted.append(kept[TABLE])
        tidy(cache, 2)
    assert counted[0] != counted[1]
