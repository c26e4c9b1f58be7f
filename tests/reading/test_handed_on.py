"""Rows that are taken out of a data frame and handed on bear their own ids alone; frames join by ids as they are."""

import io
import pickle
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import linkage
from linkage.reading.frames import frame
from linkage.reading.vocabulary import BESIDES, KEYS, vocabulary

PEOPLE = [f"P{number:031}" for number in range(50)]
ROWS = pa.table(
    {
        "event_id": [f"E{number:031}" for number in range(200)],
        "relation": ["IN_EPISODE", "PRE_ADMISSION"] * 100,
        **dict.fromkeys(("person_id", "spell_id", "admitted_spell_id", "patient"), PEOPLE * 4),
        **{name: [*(PEOPLE * 3), *[None] * 50] for name in ("episode_key", "cips_id")},
    }
)
"""Each person in four rows: text that repeats, under names of published columns and under one of a query's own."""
TEXT = "string[pyarrow]"


def as_parquet(rows: pd.DataFrame) -> bytes:
    """A file of them, nothing squeezed."""
    written = io.BytesIO()
    rows.to_parquet(written, compression=None)
    return written.getvalue()


def as_feather(rows: pd.DataFrame) -> bytes:
    """Likewise."""
    written = io.BytesIO()
    rows.to_feather(written, compression="uncompressed")
    return written.getvalue()


@pytest.mark.parametrize("written", [pickle.dumps, as_parquet, as_feather])
@pytest.mark.parametrize("published", [True, False])
def test_ten_rows_bear_ten_people(written: Callable[[pd.DataFrame], bytes], published: bool) -> None:
    """Whatever they are written as; and words that repeat are still kept once."""
    found = frame(ROWS, published=published)
    sent = written(found.head(10))

    assert [person for person in PEOPLE if person.encode() in sent] == PEOPLE[:10]
    assert [event for event in ROWS["event_id"].to_pylist()[10:] if event.encode() in sent] == []
    assert found["relation"].dtype.name == "category"
    assert list(found.columns) == ROWS.column_names


@pytest.mark.parametrize("labels", [False, True])
def test_no_key_of_a_release_is_a_categorical(two_months: Path, labels: bool) -> None:
    """By the names of every published table, also as whoever asks a question calls it."""
    with linkage.open_release(two_months, labels=labels) as release:
        frames = {name: release.frame(name) for name in release.tables}
        frames["query"] = release.frame("select person_id as whom, person_id, event_id, modality from events")
    kept = {
        (table, name): found[name].dtype.name
        for table, found in frames.items()
        for name in found.columns
        if (name.endswith(KEYS) and name not in BESIDES) or name == "whom"
    }

    assert len(kept) > 20
    assert {key for key, kind in kept.items() if kind == "category"} == set()
    assert frames["query"]["modality"].dtype.name == "category"


def test_words_are_named_and_keys_are_not() -> None:
    """Of columns that bear both kinds of name."""
    assert {"relation", "provider_code", "lsoa", "test_month", "match_rank"} <= vocabulary()
    assert not vocabulary() & {"event_id", "person_id", "episode_key", "next_spell_id", "accession_number"}


TABLES = ("events", "links", "pathways")
KEYS_OF_EVENTS = ["event_id", "person_id"]


@pytest.mark.parametrize("one", TABLES)
@pytest.mark.parametrize("other", TABLES)
def test_frames_join_as_the_database_joins(two_months: Path, one: str, other: str) -> None:
    """The same rows, by texts that stay Arrow's, 32 bytes and no Python objects; missing people joined to nobody."""
    with linkage.open_release(two_months) as release:
        left, right = release.frame(one)[KEYS_OF_EVENTS], release.frame(other)[KEYS_OF_EVENTS]
        listed = ", ".join(KEYS_OF_EVENTS)
        rows = release.sql(f"""
            select {listed} from {one} as one join {other} as other using ({listed}) order by all""").fetchall()
    joined = left.dropna(subset="person_id").merge(right, on=KEYS_OF_EVENTS)

    assert {joined[key].dtype.name for key in KEYS_OF_EVENTS} == {TEXT}
    assert sorted(joined.itertuples(index=False, name=None)) == rows
