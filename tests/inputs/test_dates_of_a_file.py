"""Dates of a file: every spelling seen in the wild, settled for a column from all of its values."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import InputError
from tests.inputs.date_texts import EXCEL, read, written

TELLS = date(2019, 11, 25)
"""A day above 12: a column that has it shows its order of day and month."""
DAYS = st.lists(st.dates(date(1989, 1, 1), date(2099, 12, 31)), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None)
@given(days=DAYS)
def test_any_day_in_any_spelling_comes_back(engine: DuckDBEngine, days: list[date]) -> None:
    """Whatever the spelling, the column holds the days as YYYY-MM-DD."""
    told = [*days, TELLS]
    columns = {name: [written(day)[name] for day in told] for name in written(TELLS)}

    found, _ = read(engine, columns)

    assert all(texts == [str(day) for day in told] for texts in found.values())


@settings(max_examples=12, deadline=None)
@given(days=DAYS, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_settles_nothing(engine: DuckDBEngine, days: list[date], order: object) -> None:
    """A column of several spellings, and one that cannot tell, read the same way round as upside down."""
    texts = [text for day in days for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}", f"{day:%Y%m%d}", "soon")]
    shuffled = list(texts)
    order.shuffle(shuffled)  # type: ignore[attr-defined]

    try:
        expected = dict(zip(texts, read(engine, {"a_date": texts})[0]["a_date"], strict=True))
    except InputError as refused:
        with pytest.raises(InputError) as again:
            read(engine, {"a_date": shuffled})
        assert str(again.value) == str(refused)
        return

    assert read(engine, {"a_date": shuffled})[0]["a_date"] == [expected[text] for text in shuffled]


def test_days_before_a_spreadsheet_counts_right(engine: DuckDBEngine) -> None:
    """Birth dates: day 1 is 1 January 1900, and day 60, a 29 February that was none, is nothing."""
    days = ["1", "59", "60", "61", "1000", "9999", "20000", "36526"]

    found, _ = read(engine, {"birth_date": days}, {"birth_date": "excel"})

    assert found["birth_date"] == [
        "1900-01-01", "1900-02-28", "60", "1900-03-01", "1902-09-26", "1927-05-17", "1954-10-03", "2000-01-01",
    ]  # fmt: skip


ORDERS = {
    # columns, declared, usual spellings of the layout -> how the first is read, and what is said of it
    "a day above 12 tells": ({"a": ["04/03/2019", "25/11/2019"]}, {}, (), "2019-03-04", None),
    "a month first tells": ({"a": ["03/04/2019", "11/25/2019"]}, {}, (), "2019-03-04", None),
    "another column tells": (
        {"a": ["04/03/2019", None], "b": ["25/11/2019", "1/2/2019"]}, {}, (), "2019-03-04", "order_file",
    ),
    "another column tells the contrary": (
        {"a": ["03/04/2019", None], "b": ["11/25/2019", "1/2/2019"]}, {}, (), "2019-03-04", "order_file",
    ),
    "nobody tells": ({"a": ["04/03/2019"], "b": ["05/06/2019"]}, {}, (), "2019-03-04", "order_layout"),
    "the layout says": ({"a": ["03/04/2019"]}, {}, ("MM/DD/YYYY",), "2019-03-04", "order_layout"),
    "the job says": ({"a": ["03/04/2019"]}, {"a_date": "MM/DD/YYYY"}, (), "2019-03-04", None),
    "the job's word tells other columns": (
        {"a": ["03/04/2019"], "b": ["05/06/2019"]}, {"b_date": "MM/DD/YYYY"}, (), "2019-03-04", "order_file",
    ),
    "eight digits tell too": ({"a": ["04032019", "25112019"]}, {}, (), "2019-03-04", None),
    "eight digits, month first": ({"a": ["03042019", "11252019"]}, {}, (), "2019-03-04", None),
    "day and month are one": ({"a": ["05/05/2019"]}, {}, (), "2019-05-05", None),
    "one dirty value against the file": (
        {"a": [*["04/03/2019"] * 9, "11/25/2019"], "b": ["25/11/2019"] * 10}, {}, (), "2019-03-04", "order_file",
    ),
    "a column of its own": (
        {"a": ["03/04/2019", "12/31/2019"], "b": ["31/12/2019", "04/03/2019"]}, {}, (), "2019-03-04", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("columns", "declared", "usual", "first", "said"), ORDERS.values(), ids=ORDERS)
def test_which_comes_first(
    engine: DuckDBEngine,
    columns: dict[str, list[str | None]],
    declared: dict[str, str],
    usual: tuple[str, ...],
    first: str,
    said: str | None,
) -> None:
    """What the job says, else the column, else the file's other columns, else the layout; and it is said."""
    found, notes = read(engine, {f"{name}_date": texts for name, texts in columns.items()}, declared, usual)
    orders = [note.what for note in notes if note.column == "a_date" and note.what.startswith("order")]

    assert found["a_date"][0] == first
    assert orders == ([said] if said else [])


MANY = [f"{day:02}/03/2019" for day in range(13, 29)]
REFUSED = {
    "both orders": ([*MANY, *(f"03/{day}/2019" for day in range(13, 20))], {}, "16 of 23 .* only be dd/mm/yyyy"),
    "not as declared": (MANY, {"a_date": "MM/DD/YYYY"}, "declared MM/DD/YYYY, and 16 of 16"),
    "declared otherwise, and nobody tells": (
        [f"{day:02}/03/2019" for day in range(4, 9)], {"a_date": "YYYYMMDD"},
        "declared YYYYMMDD, and none of 5 values is written so; 5 can be read day first and month first",
    ),
    "two-digit years": ([f"{day:02}/03/19" for day in range(1, 9)], {}, "8 of 8 .*dd/mm/yy.* not say its century"),
    "month names, two-digit years": (["07-Nov-19"] * 8, {}, "8 of 8 values .* not say its century"),
    "no dates": ([*["AB1 2CD"] * 6, "2019-11-25"], {}, "6 of 7 values .*AA9 9AA.*Are columns swapped"),
    "years alone": (["1970"] * 8, {}, "8 of 8 values .*9999.*"),
    "numbers that are no days": (["12345678901"] * 6, {}, "6 of 6 values .*99999999999"),
    "days that a spreadsheet exchanged": (
        [*(str(43_700 + n) for n in range(12)), *MANY[:8]], {}, "a spreadsheet has read some days as months",
    ),
    "half of them": ([*["soon"] * 6, *["2019-11-25"] * 5], {}, "6 of 11 values"),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "declared", "told"), REFUSED.values(), ids=REFUSED)
def test_what_no_spelling_holds_is_refused(
    engine: DuckDBEngine, texts: list[str], declared: dict[str, str], told: str
) -> None:
    """In words that name file, column, shape and setting."""
    with pytest.raises(InputError, match=told) as refused:
        read(engine, {"a_date": texts}, declared)

    assert str(refused.value).startswith("a.csv: a_date")
    assert "[did" in str(refused.value)


ISO = [f"2019-11-{day:02}" for day in range(1, 25)]
OTHERWISE = {
    # texts, what is declared -> the notes: what, shape, records; how the first is read
    "none is written so": (ISO, "DD/MM/YYYY", [("declared_none", "yyyy-mm-dd", 24)], "2019-11-01"),
    "all of another order are": (MANY, "DDMMYYYY", [("declared_none", "dd/mm/yyyy", 16)], "2019-03-13"),
    "month first, by slashes": (
        ["03/04/2019", "03/25/2019"], "MMDDYYYY", [("declared_none", "mm/dd/yyyy", 2)], "2019-03-04",
    ),
    "some are": ([*ISO, *MANY], "DD/MM/YYYY", [("declared_some", "yyyy-mm-dd", 24)], "2019-11-01"),
    "most are": ([*MANY, *ISO[:2]], "DD/MM/YYYY", [("declared_some", "yyyy-mm-dd", 2)], "2019-03-13"),
    "two other spellings": (
        [*ISO, "7-Nov-2019"], "YYYYMMDD",
        [("declared_none", "dd-Mon-yyyy", 1), ("declared_none", "yyyy-mm-dd", 24)], "2019-11-01",
    ),
    "days of a spreadsheet that are none": (ISO, "excel", [("declared_none", "yyyy-mm-dd", 24)], "2019-11-01"),
    "days of a spreadsheet": (["43800", "43801"], "excel", [], "2019-12-01"),
    "as it is": (ISO, "YYYY-MM-DD", [], "2019-11-01"),
    "with a time, as it is": ([f"{day} 00:00" for day in ISO], "YYYY-MM-DD", [], "2019-11-01"),
    "words for no value": (["NULL", *MANY], "DD/MM/YYYY", [], "NULL"),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "said", "expected", "first"), OTHERWISE.values(), ids=OTHERWISE)
def test_a_declared_spelling_that_does_not_fit_is_told(
    engine: DuckDBEngine,
    texts: list[str],
    said: str,
    expected: list[tuple[str, str, int]],
    first: str,
) -> None:
    """With what is read in its place, which nothing could confuse; in place of a word on mixed spellings."""
    found, notes = read(engine, {"a_date": texts}, {"a_date": said})

    told = [(note.what, note.shape, note.records) for note in notes if note.what not in ("serial", "no_day")]
    assert told == expected
    assert found["a_date"][0] == first


READ = {
    # a text in a column of others -> what the raw table has
    "ISO": ("2019-11-25", "2019-11-25"),
    "another time of day": ("2019-11-25 13:45:00", "2019-11-25"),
    "a full hour": ("2019-11-25 13:00:00", "2019-11-25"),
    "one with an offset": ("2019-11-25T23:30:00+01:00", "2019-11-25"),
    "no such day": ("31/02/2019", "2019-02-31"),
    "no such month": ("1970-81-01", "1970-81-01"),
    "a month above 12, exchanged": ("2019-25-11", "2019-25-11"),
    "HES, nothing was submitted": ("01/01/1800", "1800-01-01"),
    "HES, an invalid date": ("01011801", "1801-01-01"),
    "HES of old": ("15/10/1582", "1582-10-15"),
    "a year of two digits": ("25/11/19", "25/11/19"),
    "a number midst others": ("43794", "43794"),
    "a word for no value": ("NULL", "NULL"),
    "no date": ("soon", "soon"),
    "a part unknown": ("1970-XX-01", "1970-XX-01"),
    "eight digits, no such month": ("19708101", "1970-81-01"),
    "eight digits, the year last": ("25112019", "2019-11-25"),
}


def test_one_text_midst_others(engine: DuckDBEngine) -> None:
    """What cannot be confused is read; impossible parts are kept, in their places; anything else stays as it came."""
    columns = {
        f"c{n}_date": [text, *["04/03/2019", "20190304"] * 6, "25/11/2019"]
        for n, (text, _) in enumerate(READ.values())
    }
    columns = {name: [*texts, "20190305"] for name, texts in columns.items()}

    found, _ = read(engine, columns)

    assert {name: texts[0] for name, texts in found.items()} == {
        f"c{n}_date": expected for n, (_, expected) in enumerate(READ.values())
    }


def test_what_is_lost_is_counted_by_reason(engine: DuckDBEngine) -> None:
    """Once for each reason, whatever ways there are of being no date."""
    texts = [
        "soon",
        "99999999",
        "19703350",
        "12345",
        "70",
        "25/12/70",
        "7DEC70",
        "2019-02-30",
        *["25/11/2019"] * 20,
    ]

    _, notes = read(engine, {"a_date": texts})

    assert [(note.what, note.shape, note.records) for note in notes if note.what != "mixed"] == [
        ("short", "dd/mm/yy", 2), ("unreadable", "99", 5), ("no_day", "", 1),
    ]  # fmt: skip


def test_midnights_of_summer_in_the_time_of_greenwich(engine: DuckDBEngine) -> None:
    """Are of the day after, where the column holds no other time of day."""
    late = [
        "1950-07-03T23:00:00Z",
        "1950-12-03T00:00:00Z",
        "1944-06-05T22:00:00.000+00:00",
        "2019-07-31 23:00:00Z",
    ]

    found, notes = read(engine, {"a_date": late, "b_date": [*late[:3], "2019-11-05T10:15:00Z"]})

    assert found["a_date"] == ["1950-07-04", "1950-12-03", "1944-06-06", "2019-08-01"]
    assert found["b_date"] == ["1950-07-03", "1950-12-03", "1944-06-05", "2019-11-05"]
    assert [(note.column, note.what, note.records) for note in notes] == [
        ("a_date", "utc_midnight", 3), ("b_date", "time", 1), ("b_date", "utc_midnight", 2),
    ]  # fmt: skip


def test_a_time_of_day_is_dropped_and_counted(engine: DuckDBEngine) -> None:
    """But midnight, which says nothing, is dropped in silence."""
    midnights = [
        "2019-11-25 00:00", "25/11/2019 0:00:00", "25NOV2019:00:00:00", "Nov 25 2019 12:00AM", "20191125T000000",
        "2019-11-25T00:00:00.000+01:00", "20191125000000", "43794.0", "2019-11-25Z",
    ]  # fmt: skip
    times = [
        "2019-11-25 13:00:00", "25/11/2019 23:00", "25NOV2019:13:00:00", "Nov 25 2019 12:00PM", "20191125T130000",
        "2019-11-25T23:00:00+01:00", "20191125130000", "2019-11-25 00:01", "2019-11-25 00:00:00.500",
    ]  # fmt: skip

    found, notes = read(engine, {"a_date": midnights, "b_date": times}, {"a_date": "excel"})

    assert {*found["a_date"], *found["b_date"]} == {"2019-11-25"}
    assert [(note.column, note.records) for note in notes if note.what == "time"] == [("b_date", len(times))]


def test_days_that_a_spreadsheet_counts_are_said(engine: DuckDBEngine) -> None:
    """And are read only where they are most of a column, or the job says so."""
    days = [str((TELLS - EXCEL).days), "43800.5", "1899-12-25"]

    found, notes = read(
        engine, {"a_date": days, "b_date": ["43800", "soon", "2019-11-25"]}, {"b_date": "excel"}
    )

    assert found["a_date"] == ["2019-11-25", "2019-12-01", "1899-12-25"]
    assert found["b_date"] == ["2019-12-01", "soon", "2019-11-25"]
    assert ("a_date", "serial", "99999", 2, 3) in [tuple(vars(note).values()) for note in notes]
