"""The law: whatever came before, what is made with the cache is what is made of the files alone."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.engine.duckdb import DuckDBEngine
from linkage.session.surroundings import unheard
from tests.cache.deliveries import differing, hospital_bytes, inputs_of, sources, tables, write

NAMES = (
    "HES_APC_1819.txt",
    "HES_APC_1920_M08.txt",
    "HES_APC_1920_M09.txt",
    "HES_OP_1920.txt",
    "HES_AE_1920.txt",
)
PEOPLE = ("P1", "P2", "P3")
ROWS = st.tuples(
    st.sampled_from(("1", "2", "3", "4", "")),
    st.sampled_from((*PEOPLE, "P1", "P1", "")),
    st.sampled_from(("9990000018", "9990000026", "9990002002", "9990000010", "")),
    st.sampled_from(("1971-02-03", "1982-05-06", "1800-01-01", "")),
    st.sampled_from(("1", "2", "9")),
    st.sampled_from(("AB1  2CD", "LF1  1EY", "")),
    st.sampled_from(("2019-11-01", "2019-12-24", "2018-03-31", "")),
)
FILE = st.lists(ROWS, min_size=1, max_size=6)
LAW = settings(
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)
MANY = int(os.environ.get("DELIVERIES", "12"))
"""How many of the longer histories: fewer where time is short."""
DELIVERY = st.dictionaries(st.sampled_from(NAMES), FILE, min_size=1, max_size=4)


def tried(
    engine: DuckDBEngine, deliveries: list[dict[str, list[tuple[str, ...]]]], replace: str, gone: int
) -> None:
    """Each delivery with the cache that the others left, and from scratch; the cache is deleted before one of them."""
    with TemporaryDirectory(dir=engine.session.folders[0]) as place:
        folder = Path(place)
        for number, drawn in enumerate(deliveries):
            cache = Cache(folder / "out" / "cache", unheard)
            if number == gone:
                shutil.rmtree(cache.folder, ignore_errors=True)
            files = {name: hospital_bytes(name.split("_")[1].lower(), rows) for name, rows in drawn.items()}
            made = either(engine, folder, files, replace, None)
            assert differing(either(engine, folder, files, replace, cache), made) == []
            tidy(cache, 2)


def either(
    engine: DuckDBEngine, folder: Path, files: Mapping[str, bytes], replace: str, cache: Cache | None
) -> dict[str, list[tuple[object, ...]]]:
    """The tables of a delivery."""
    write(folder / "hes", files)
    found = sources(folder / "hes", sorted(files), replace)
    widely = [one.__class__(**{**one.__dict__, "max_damaged_key_share": 1.0}) for one in found]
    return tables(engine, inputs_of(widely, folder, cache))


@pytest.mark.parametrize("replace", [pytest.param("rows", marks=pytest.mark.slow), "year"])
@given(st.lists(DELIVERY, min_size=2, max_size=3), st.integers(1, 4))
@settings(LAW, max_examples=1)
def test_deliveries_with_a_cache_are_those_without(
    engine: DuckDBEngine, replace: str, deliveries: list[dict[str, list[tuple[str, ...]]]], gone: int
) -> None:
    """Files that come, change, go and come again; bad rows, keys of several people, years replaced."""
    tried(engine, deliveries, replace, gone)


@pytest.mark.night("tests/cache/test_deliveries_law.py")
@pytest.mark.parametrize("replace", ["rows", "year"])
@given(st.lists(DELIVERY, min_size=2, max_size=6), st.integers(1, 8))
@settings(LAW, max_examples=MANY)
def test_many_deliveries(
    engine: DuckDBEngine, replace: str, deliveries: list[dict[str, list[tuple[str, ...]]]], gone: int
) -> None:
    """The same, more often."""
    tried(engine, deliveries, replace, gone)
