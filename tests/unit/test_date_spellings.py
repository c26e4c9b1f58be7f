"""Dates as a layout spells them: their parts change places, and what they are is read afterwards."""

import pytest

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.layouts.spelling import is_spelling, iso_text_sql
from linkage.steps.standardise.dates import date_parts_sql, exchanged_iso_date_sql, iso_date_sql


@pytest.mark.parametrize(
    ("spelling", "written", "read"),
    [
        ("DD/MM/YYYY", "04/03/1950", "1950-03-04"),
        ("DD/MM/YYYY", "1950-03-04", "1950-03-04"),
        ("DD/MM/YYYY", "04.03.1950", "04.03.1950"),
        ("DD/MM/YYYY", "4/3/1950", "4/3/1950"),
        ("DD.MM.YYYY", "04.03.1950", "1950-03-04"),
        ("DD.MM.YYYY", "04/03/1950", "04/03/1950"),
        ("YYYYMMDD", "19500304", "1950-03-04"),
        ("MM-DD-YYYY", "03-04-1950", "1950-03-04"),
    ],
)
def test_parts_change_places(database: Engine, spelling: str, written: str, read: str) -> None:
    """Of what is spelt so; anything else stays, and YYYY-MM-DD is of every layout."""
    assert database.scalar(f"select {iso_text_sql(database.dialect, literal(written), (spelling,))}") == read


def test_a_date_of_another_spelling_is_read_like_any_other(database: Engine) -> None:
    """With day and month exchanged where the month is none, and in parts where there is no such day."""
    dialect = database.dialect
    text = {
        day: iso_text_sql(dialect, literal(day), ("DD/MM/YYYY",))
        for day in ("04/03/1950", "03/14/1950", "31/02/1950", "00/02/1950")
    }
    good, exchanged, no_day, no_part = text.values()

    assert str(database.scalar(f"select {iso_date_sql(dialect, good)}")) == "1950-03-04"
    assert database.scalar(f"select {iso_date_sql(dialect, exchanged)}") is None
    assert str(database.scalar(f"select {exchanged_iso_date_sql(dialect, exchanged)}")) == "1950-03-14"
    assert database.scalar(f"select {iso_date_sql(dialect, no_day)}") is None
    assert database.scalar(f"select {date_parts_sql(dialect, no_part, 'date ' + literal('2019-11-30'))}") == (
        "1950-02-XX"
    )


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("DD/MM/YYYY", True),
        ("YYYYMMDD", True),
        ("DD/MM/YY", False),
        ("DD/MM/YYYY HH", False),
        ("MM/YYYY", False),
    ],
)
def test_what_a_spelling_is(text: str, is_one: bool) -> None:
    """Year, month and day, each once."""
    assert is_spelling(text) is is_one
