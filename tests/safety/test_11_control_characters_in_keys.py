"""No two keys are one because of a character that nobody sees: a key with one sets its row aside, in every file."""

from dataclasses import replace
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.standardise.run import standardise_events, standardise_organisations
from tests.inputs.sample import did, did_row, put, text
from tests.spec.steps import pads_of

UNSEEN = {
    "unit separator": "\x1f",
    "start of heading": "\x01",
    "tab within": "\t",
    "delete": "\x7f",
    "next line": "\x85",
    "application command": "\x9f",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "right to left": "\u202e",
    "isolate": "\u2066",
    "soft hyphen": "\u00ad",
}
SEEN = ("A 1", "A-1", "É1", "A/1", "ﬁ1", "A_1", "Ж1")

KEYS = {
    "apc": ("|", "EPIKEY TOKEN_PERSON_ID PROVSPNOPS AEKEY", "NEWNHSNO DOB SEX HOMEADD EPISTART"),
    "op": ("|", "ATTENDKEY TOKEN_PERSON_ID", "NEWNHSNO DOB SEX HOMEADD APPTDATE"),
    "ae": ("|", "AEKEY TOKEN_PERSON_ID EPIKEY", "NEWNHSNO DOB SEX HOMEADD ARRIVALDATE"),
    "ecds": ("|", "EC_IDENT TOKEN_PERSON_ID", "NEWNHSNO DOB SEX HOMEADD ARRIVAL_DATE"),
    "deaths": (",", "TOKEN_PERSON_ID", "DATE_OF_DEATH"),
    "modality": (",", "IMAGING_CODE", "MODALITY"),
    "postcode_directory": (",", "PCDS", "LSOA11"),
}
"""By data set: the delimiter, the keys, and what else a file must have."""


def reasons(engine: DuckDBEngine, source: Source) -> list[tuple[object, ...]]:
    """What reading a source sets aside: line and reason."""
    read_inputs(engine, [replace(source, max_damaged_key_share=1.0)])
    return engine.rows("select row_number, reason from quarantine order by row_number")


@pytest.mark.parametrize("place", [16, 17], ids=["site", "accession"])
def test_an_imaging_row(engine: DuckDBEngine, tmp_path: Path, place: int) -> None:
    """Each kind of unseen character, in the middle of either key; marks and letters of any script are no reason."""
    rows = []
    for character in (*UNSEEN.values(), *SEEN):
        row = did_row(1)
        row[place] = f"R{character}1"
        rows.append(row)

    found = reasons(engine, did(put(tmp_path, "a.csv", text(rows))))

    assert found == [(line, "key_control_character") for line in range(1, len(UNSEEN) + 1)]


@pytest.mark.parametrize("dataset", list(KEYS))
def test_every_key_of_every_other_file(engine: DuckDBEngine, tmp_path: Path, dataset: str) -> None:
    """Record, person, spell and joining keys, and the codes of lookups."""
    delimiter, keys, more = KEYS[dataset]
    names = [*keys.split(), *more.split()]
    shaped = dict.fromkeys(
        (name for name in names if "DATE" in name or name in {"DOB", "EPISTART"}), "2019-11-01"
    )
    sound = [
        (shaped | {"SEX": "1", "NEWNHSNO": "9990000018", "HOMEADD": "AB1 2CD"}).get(name, f"K{place}")
        for place, name in enumerate(names)
    ]
    spoilt = [[*sound[:n], "K\x1fX", *sound[n + 1 :]] for n in range(len(keys.split()))]
    file = put(tmp_path, "a.txt", text([names, sound, *spoilt], delimiter=delimiter))
    person = "TOKEN_PERSON_ID" if "TOKEN_PERSON_ID" in names else None

    found = reasons(engine, Source(dataset, (file,), delimiter, {}, person, (), tmp_path))

    assert found == [(3 + n, "key_control_character") for n in range(len(spoilt))]


def test_a_separator_moves_no_event_into_another(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Site RZ101 with 9<1F>X77, and site RZ101<1F>9 with X77: neither is an event, and both are told."""
    rows = [did_row(n) for n in (1, 2, 3)]
    rows[0][16:] = ["RZ101", "9\x1fX77"]
    rows[1][16:] = ["RZ101\x1f9", "X77"]

    assert len(reasons(engine, did(put(tmp_path, "a.csv", text(rows))))) == 2
    standardise_organisations(engine)
    standardise_events(engine, None, pads_of)
    assert engine.rows("select count(*), count(distinct event_id) from event") == [(1, 1)]
