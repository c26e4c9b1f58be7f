"""Values of a file as it is read: what is read away, what is lost, and how that is told."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.cache.cache import Cache
from linkage.config import codes
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import ConfigError, InputError
from linkage.layouts.spelt.shape import SEX, SEX_WORDS
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.values.note import told_values
from linkage.steps.inputs.values.told_heads import told_of_heads
from tests.inputs.sample import APC_NAMES, apc, apc_row, did, did_row, put, quarantined, text

NUMBER = "9990000018"
PLACES = {
    "nhs_number": 0,
    "birth_date": 2,
    "sex": 4,
    "postcode": 5,
    "test_date": 12,
    "snomed": 14,
    "site": 16,
    "accession": 17,
}


def imaging(folder: Path, values: Mapping[str, object], rows: int = 20) -> Source:
    """A DID file: each of `values` one text for every row, or one for each of the first rows."""
    made = [[NUMBER, *did_row(n)[1:]] for n in range(1, rows + 1)]
    for name, given in values.items():
        for n, row in enumerate(made):
            texts = given if isinstance(given, list) else [given] * rows
            if n < len(texts):
                row[PLACES[name]] = str(texts[n])
    return did(put(folder, "a.csv", text(made)))


def episodes(folder: Path, values: Mapping[str, list[str]], rows: int = 20) -> Source:
    """An APC file: each of `values`, by the name of a column, one text for each of the first rows."""
    made = [[*apc_row(n)[:2], NUMBER, *apc_row(n)[3:]] for n in range(1, rows + 1)]
    for name, texts in values.items():
        for row, given in zip(made, texts, strict=False):
            row[APC_NAMES.index(name)] = given
    return apc(put(folder, "a.txt", text([list(APC_NAMES), *made], delimiter="|")))


def warned(engine: DuckDBEngine, *sources: Source, cache: Cache | None = None) -> list[str]:
    """Read, and what the user is told of values."""
    read_inputs(engine, sources, cache=cache)
    return list(told_values(engine, sources))


READ_AWAY = {
    # a column of DID, the texts of its first rows, the raw column, and what it then holds
    "numbers as decimals": ("nhs_number", ["9990000018.0", "9990000026.00"], "nhs_number", [NUMBER, "9990000026"]),
    "no-break spaces": ("nhs_number", ["999\u00a0000\u00a00018"], "nhs_number", ["999 000 0018"]),
    "thin spaces in a postcode": ("postcode", ["AB1\u20092CD"], "postcode", ["AB1 2CD"]),
    "characters not seen": ("nhs_number", ["\ufeff9990000018\u200b"], "nhs_number", ["9990000018"]),
    "letters for a sex": ("sex", ["M", "f", "Female", "U"], "sex", ["1", "2", "2", "0"]),
    "a sex as a decimal": ("sex", ["1.0", "2.0"], "sex", ["1", "2"]),
    "a code as a decimal": ("snomed", ["16310003.0"], "imaging_code_snomed", ["16310003"]),
    "a code with too many digits for that": (
        "snomed", ["1234567890123456.0"], "imaging_code_snomed", ["1234567890123456.0"],
    ),
    "keys as decimals": ("accession", [f"{n}.0" for n in range(20)], "accession_number", ["0", "1", "2"]),
    "the mark of text": ("accession", ["'0123"], "accession_number", ["0123"]),
    "a site in full width": ("site", ["\uff32XX01"], "site_code", ["RXX01"]),
}  # fmt: skip


@pytest.mark.parametrize(("place", "texts", "column", "expected"), READ_AWAY.values(), ids=READ_AWAY)
def test_what_programs_write_is_read_away(
    engine: DuckDBEngine, tmp_path: Path, place: str, texts: list[str], column: str, expected: list[str]
) -> None:
    """Nothing is lost by it, so nothing is said, and no row is set aside."""
    told = warned(engine, imaging(tmp_path, {place: texts}))

    assert [row[0] for row in engine.rows(f"select {column} from did_raw order by row_number")][
        : len(expected)
    ] == expected
    assert told == []
    assert quarantined(engine) == []


def test_a_point_that_is_part_of_keys_stays(engine: DuckDBEngine, tmp_path: Path) -> None:
    """123.1 and 123.0 are two pictures of one order: the second is set aside, and not read as 123."""
    source = replace(imaging(tmp_path, {"accession": ["123.1", "123.0"]}), max_damaged_key_share=0.1)

    read_inputs(engine, [source])

    assert [(line, reason) for line, reason, _ in quarantined(engine)] == [(2, "key_exponent")]


def test_keys_with_unseen_characters_are_set_aside(engine: DuckDBEngine, tmp_path: Path) -> None:
    """As ever: two keys that look alike may be two."""
    read_inputs(engine, [imaging(tmp_path, {"accession": ["A\u200b1", "\u00a0A2"]})])

    assert [(line, reason) for line, reason, _ in quarantined(engine)] == [(1, "key_control_character")]
    assert engine.rows("select accession_number from did_raw where row_number = 2") == [("A2",)]


@pytest.mark.parametrize("word", ["'NULL'", "\u00a0NULL\u00a0", "\uff2e\uff35\uff2c\uff2c"])
def test_words_for_no_value_are_no_keys_however_they_are_written(
    engine: DuckDBEngine, tmp_path: Path, word: str
) -> None:
    """Else all such rows would be of one event; what the row said is kept."""
    read_inputs(engine, [imaging(tmp_path, {"accession": [word, "A2"]})])

    assert [(line, reason) for line, reason, _ in quarantined(engine)] == [(1, "accession_missing")]
    assert engine.rows("select line is not null from quarantine") == [(True,)]


def test_dates_partly_with_a_time(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Of some columns of episodes, as a database exports them: midnight is read away in silence."""
    ends = [f"2019-11-{n:02} 00:00:00.000" for n in range(1, 21)]

    assert warned(engine, episodes(tmp_path, {"EPIEND": ends})) == []
    assert engine.rows("select min(end_date), max(end_date), min(start_date) from apc_raw") == [
        ("2019-11-01", "2019-11-20", "2019-11-01")
    ]


TOLD = {
    # a file -> what is told, as a pattern
    "numbers too short": (
        {"nhs_number": ["99900001"] * 6}, r"a.csv: NHS_NUMBER: 6 of 20 values .*looks like \(such as 99999999\)",
    ),
    "numbers that a spreadsheet shortened": (
        {"nhs_number": ["9.99E+09"] * 6}, r"NHS_NUMBER: 6 of 20 .* a number as a spreadsheet shortens it \(9.99E\+09\)",
    ),
    "codes that a spreadsheet shortened": (
        {"snomed": ["1.6310003E7"] * 6 + ["16310003"] * 14},
        r"SNOMED: 6 of 20 .* a number as a spreadsheet shortens it",
    ),
    "wrong check digits": (
        {"nhs_number": ["9990000019"] * 6}, r"NHS_NUMBER: 6 of 20 values are lost, each being ten digits whose check",
    ),
    "words for a sex": ({"sex": ["ambiguous"] * 6}, r"GENDER_CODE: 6 of 20 .*\(such as aaaaaaaaa\)"),
    "no postcode": ({"postcode": ["No 1"] * 6}, r"POSTCODE: 6 of 20 .*\(such as Aa 9\)"),
    "no dates": ({"birth_date": ["Spring 70"] * 6}, r"BIRTH_DATE: 6 of 20 .*no date in .*\(such as Aaaaaa 99"),
    "two-digit years": ({"birth_date": ["25/12/70"] * 6}, r"BIRTH_DATE: 6 of 20 .*century.*such as dd/mm/yy"),
    "no such days": ({"test_date": ["2019-11-31"] * 6}, r"TEST_DATE: 6 of 20 .*a day that there is not"),
    "a time of day": ({"test_date": ["2019-11-25 10:15"]}, r"DIAGNOSTIC_TEST_DATE: 1 of 20 values have a time of day"),
    "another spelling": ({"test_date": ["25/11/2019"] * 6}, r"TEST_DATE: 6 of 20 values are written dd/mm/yyyy"),
    "which way round": (
        {"test_date": "05/11/2019"}, r"both ways in 20 of 20 values, and no column .* \[did.dates\]",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("values", "told"), TOLD.values(), ids=TOLD)
def test_what_is_lost_or_guessed_is_told(tmp_path: Path, values: dict[str, object], told: str) -> None:
    """With file, column, count, reason and a shape, never a value; the second time from the cache the same."""
    source = imaging(tmp_path, values)

    cache = Cache(tmp_path / "cache", warn=lambda _: None)
    engine = DuckDBEngine(Session(folders=(tmp_path,), threads=1))
    first, second = (warned(engine, source, cache=cache) for _ in range(2))
    engine.close()

    assert [line for line in first if re.search(told, line)], first
    assert first == second
    assert not [line for line in first for value in ("99900001", "Spring", "25/12", "05/11") if value in line]


def test_little_is_not_told(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Fewer than five, or a share below the setting; it is noted all the same."""
    numbers = ["9990000018"] * 20
    few = imaging(tmp_path, {"nhs_number": ["99900001"] * 4 + numbers[4:]})
    assert warned(engine, few) == []
    assert engine.rows("select what, shape, records, of_records from value_note") == [
        ("malformed", "99999999", 4, 20)
    ]

    many = imaging(tmp_path, {"nhs_number": ["99900001"] * 6 + numbers[6:]})
    assert warned(engine, replace(many, tell_lost_share=0.3)) == []
    assert len(warned(engine, replace(many, tell_lost_share=0.29))) == 1


@pytest.mark.parametrize("column", ["EPIEND", "DOB", "EPISTART"])
def test_a_column_of_no_dates_refuses_the_file(engine: DuckDBEngine, tmp_path: Path, column: str) -> None:
    """Wherever in the file they stand, and above the share that the job names."""
    texts = ["2019-11-05"] * 8 + ["none at all"] * 12
    source = episodes(tmp_path, {column: texts})

    with pytest.raises(InputError, match=f"a.txt: .*{column}") as refused:
        read_inputs(engine, [source])
    assert "none at all" not in str(refused.value)
    late = episodes(tmp_path, {column: ["2019-11-05"] * 12 + ["none at all"] * 12}, rows=30)
    read_inputs(engine, [late])


SHORTENED = ("9.99E+09", "9.990000018E9", "9,99E+09", "1E+10", " 9.99e+09 ")


@pytest.mark.parametrize("written", SHORTENED)
def test_identifiers_that_a_spreadsheet_shortened_are_told_by_that_name(
    engine: DuckDBEngine, tmp_path: Path, written: str
) -> None:
    """Most of the column: the file is refused, and not for swapped columns; fewer: the beginning shows them."""
    for source in (
        imaging(tmp_path, {"nhs_number": written}),
        episodes(tmp_path, {"NEWNHSNO": [written] * 20}),
    ):
        with pytest.raises(
            InputError, match="most look like a number as a spreadsheet shortens it"
        ) as refused:
            read_inputs(engine, [source])
        assert "swapped" not in str(refused.value)
        assert "exported as text" in str(refused.value)

    (told,) = told_of_heads(plan_reading([imaging(tmp_path, {"nhs_number": [written] * 6})]))
    assert "6 of 20 values at its beginning are not ten digits (a number as a spreadsheet shortens it" in told


@pytest.mark.parametrize(("column", "other"), [("NEWNHSNO", "AB1 2CD"), ("HOMEADD", "9990000018")])
def test_columns_out_of_place_are_found(
    engine: DuckDBEngine, tmp_path: Path, column: str, other: str
) -> None:
    """Numbers and postcodes of hospitals have shapes too."""
    with pytest.raises(InputError, match=f"{column}.*Are columns swapped"):
        read_inputs(engine, [episodes(tmp_path, {column: [other] * 20})])


def test_a_job_may_say_how_a_column_is_spelt(engine: DuckDBEngine, tmp_path: Path) -> None:
    """By its name in the layout, or ours; any other name is refused with those there are."""
    source = imaging(tmp_path, {"test_date": "11/05/2019"})

    for name in ("DIAGNOSTIC_TEST_DATE", "test_date"):
        assert warned(engine, replace(source, dates={name: "MM/DD/YYYY"})) == []
        assert engine.rows("select distinct cast(test_date as string) from did_raw") == [("2019-11-05",)]
    with pytest.raises(
        ConfigError, match=r"\[did.dates\] names SEX: no such column of dates; they are PERSON_BIRTH"
    ):
        read_inputs(engine, [replace(source, dates={"SEX": "MM/DD/YYYY"})])


def test_a_spelling_that_no_value_has_is_told_though_all_is_well(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    """However few rows there are; and where only some have it, as other losses are: five, and a share."""
    source = replace(imaging(tmp_path, {}, rows=3), dates={"test_date": "DD/MM/YYYY"})

    assert warned(engine, source) == [
        (
            "a.csv: DIAGNOSTIC_TEST_DATE: 3 of 3 values are written otherwise than [did.dates] says, and none is "
            "written so; they are read as yyyy-mm-dd: correct the setting"
        )
    ]
    mixed = imaging(tmp_path, {"test_date": [f"{day}/11/2019" for day in range(10, 24)]})
    for share, told in ((0.29, 1), (0.3, 0)):
        declared = replace(mixed, dates={"test_date": "DD/MM/YYYY"}, tell_lost_share=share)
        assert (
            len([line for line in warned(engine, declared) if "6 of 20 values are written" in line]) == told
        )
    blank = replace(imaging(tmp_path, {"birth_date": ""}), dates={"birth_date": "DD/MM/YYYY"})
    assert warned(engine, blank) == []


def test_nothing_is_said_of_the_spelling_of_typed_days(engine: DuckDBEngine, tmp_path: Path) -> None:
    """The same data set may have text files, of which the setting is said."""
    columns = {name: [row[at] for row in map(apc_row, range(1, 9))] for at, name in enumerate(APC_NAMES)}
    typed = pa.table(columns | {"EPISTART": [date(2019, 11, 1)] * 8})
    pq.write_table(typed, tmp_path / "a.parquet")

    said = {"EPISTART": "DD/MM/YYYY", "EPIEND": "DD/MM/YYYY"}
    told = warned(engine, replace(apc(tmp_path / "a.parquet"), dates=said))

    (of_dates,) = [line for line in told if "apc.dates" in line]
    assert of_dates.startswith(
        "a.parquet: EPIEND: 8 of 8 values are written otherwise than [hes.apc.dates] says"
    )


def test_the_beginning_of_a_file_shows_what_would_be_lost(tmp_path: Path) -> None:
    """Before anything is read: column, counts and a shape, and nothing of a file where all is well."""
    source = imaging(tmp_path, {"postcode": ["No 1"] * 6, "birth_date": ["25/12/1970"] * 20})

    assert list(told_of_heads(plan_reading([source]))) == [
        (
            "a.csv: POSTCODE: 6 of 20 values at its beginning are not a postcode (such as Aa 9); a run would lose them "
            "([did] tell_lost_share)"
        )
    ]


def test_the_beginning_of_a_file_shows_years_of_two_digits(tmp_path: Path) -> None:
    """Which look like dates, and are none that a run reads."""
    for spelt in ("25/12/70", "25-Dec-70"):
        source = imaging(tmp_path, {"birth_date": [spelt] * 6})

        (told,) = told_of_heads(plan_reading([source]))

        assert told.startswith(
            "a.csv: PERSON_BIRTH_DATE: 6 of 20 values at its beginning have a year of two digits"
        )


def test_words_for_a_sex_are_those_of_the_list() -> None:
    """What the look at a file's beginning takes for a sex, the list says the sex of."""
    assert [row["code"] for row in codes.read("sex_words")] == list(SEX_WORDS)
    assert {row["sex"] for row in codes.read("sex_words")} == {"0", "1", "2", "9"}
    assert SEX.fits("female")
