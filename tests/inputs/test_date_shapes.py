"""How dates are spelt, as shapes: a table, the query against its plain twin, and what inspect says against a run."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.cli.main import exit_code
from linkage.commands.inspect.date_counts import counts_sql, known_sql, taken, usable
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.layouts.spelt import date_spelling as spelling
from linkage.layouts.spelt.tidy import tidied
from linkage.steps.inputs.likeness.date_shapes import (
    COUNTED,
    OTHER,
    body_of,
    form_of,
    form_sql,
    is_date_text,
    kind_of,
    spelt,
)
from tests.docs.spellings import MORE, SHOWN, TOLD
from tests.inputs.date_texts import LIMITS, read, written
from tests.inputs.sample import APC_NAMES, apc_row, put, text

DRAWN = {
    "yyyy-mm-dd": ["2019-11-07", "2019-02-28", "2019-1-7", "\u00a02019-11-07"],
    "yyyy-mm-dd with a time": ["2019-11-07 00:00:00.000", "2019-11-07T10:00:00", "2019-11-07 10:00"],
    "yyyy-mm-dd with a time and its offset": ["2019-11-07T00:00:00+01:00", "2019-11-07T00:00:00Z"],
    "yyyy-mm-dd with an offset": ["2019-11-07+01:00", "2019-11-07Z"],
    "yyyy/mm/dd": ["2019/11/07"],
    "dd/mm/yyyy": ["07/11/2019", "31/01/2019"],
    "mm/dd/yyyy": ["11/07/2019", "01/31/2019"],
    "dd/mm/yyyy or mm/dd/yyyy": ["07/11/2019", "01/12/2019"],
    "dd/mm/yyyy and mm/dd/yyyy, mixed": ["31/01/2019", "01/31/2019"],
    "dd/mm/yyyy with a time": ["31/01/2019 00:00"],
    "dd-mm-yyyy": ["07-11-2019", "27-11-2019"],
    "dd.mm.yyyy": ["27.11.2019"],
    "dd/mm/yy (its century is not known)": ["07/11/19"],
    "dd-Mon-yyyy": ["07-Nov-2019", "7-NOV-2019"],
    "dd Mon yyyy": ["7 November 2019"],
    "ddth Mon yyyy": ["7th November 2019"],
    "Mon dd yyyy with a time": ["Nov 7 2019 12:00AM"],
    "yyyy-Mon-dd": ["2019-Nov-07"],
    "ddMonyyyy": ["07NOV2019"],
    "dd-Mon-yy (its century is not known)": ["07-NOV-19"],
    "yyyymmdd": ["20191107", "19340131"],
    "yyyymmdd with a time": ["20191107T101500", "20191107101500"],
    "ddmmyyyy": ["07112019", "31011934"],
    "mmddyyyy": ["11072019", "01311934"],
    "ddmmyyyy or mmddyyyy": ["07112019", "01121934"],
    COUNTED: ["43776", "43776.0"],
    "": ["November", "2019", "x2019-11-07", "2019-11-07x", "19999999", "99999", "12345678901"],
}


@pytest.mark.parametrize(("shape", "values"), DRAWN.items(), ids=DRAWN)
def test_how_dates_are_spelt(shape: str, values: list[str]) -> None:
    """One shape for all of them; what no shape has is none."""
    assert spelt(values) == shape
    assert all(is_date_text(value) == bool(shape) for value in values)


TEXTS = st.one_of(
    st.sampled_from([v for some in DRAWN.values() for v in some]),
    st.text("0129/-: T.aNZ+", max_size=12),
)


@settings(max_examples=25, deadline=None)
@given(values=st.lists(TEXTS, min_size=1, max_size=60))
def test_the_query_sees_what_its_plain_twin_sees(engine: Engine, values: list[str]) -> None:
    """Body, kind and form of a text."""
    tidy = [tidied(value).upper() for value in values]
    engine.load("texts", {"place": "integer", "raw": "text"}, [*enumerate(tidy)])
    body = spelling.body_sql(engine.dialect, "raw")
    kind = spelling.kind_sql(engine.dialect, "body", str(spelling.SMALL_BELOW))

    found = engine.rows(f"""
        select body, {kind}, {form_sql(engine.dialect, "raw", "body")}
        from (select place, raw, {body} as body from texts) as known order by place""")

    for value, (body_of_it, kind_of_it, form) in zip(tidy, found, strict=True):
        assert (body_of_it, form) == (body_of(value), form_of(value, body_of(value)))
        assert kind_of_it == kind_of(value)[0]


SPELLINGS = {name: (day, written(TOLD)[name]) for name, day in written(SHOWN).items()} | MORE
"""Those of the page on files."""


def test_inspect_names_every_spelling_that_a_run_reads(engine: Engine) -> None:
    """What a run reads inspect calls a date and counts as usable; what a run refuses inspect refuses, in its words."""
    columns = {f"c{n}_date": [first, *[other] * 9] for n, (first, other) in enumerate(SPELLINGS.values())}
    engine.load("days", dict.fromkeys(columns, "text"), zip(*columns.values(), strict=True))
    answer = iter(engine.rows(counts_of_all(engine, tuple(columns)))[0])
    for name, (column, texts) in zip(SPELLINGS, columns.items(), strict=True):
        seen = taken(column, answer)
        rows, refusal = usable([seen], (), len(texts), LIMITS)

        assert (OTHER in seen.spelt) == (name == "no date"), name
        assert sum(seen.spelt.values()) == len(texts) - texts.count("NULL"), name
        try:
            _, notes = read(engine, {column: texts})
        except InputError as refused:
            assert (rows[column], str(refusal)) == (0, str(refused)), name
            continue
        lost = sum(note.records for note in notes if note.what in ("unreadable", "short", "number"))
        assert (rows[column], refusal) == (len(texts) - lost - texts.count("NULL"), None), name


def counts_of_all(engine: Engine, columns: tuple[str, ...]) -> str:
    """One row: the counts of all these columns of dates."""
    counts = [one for name in columns for one in counts_sql(engine.dialect, name)]
    return f"select {', '.join(counts)} from {known_sql(engine.dialect, 'days', columns)} as known"


def test_inspect_refuses_what_a_run_refuses_for_its_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Years of two digits, by the words of the run, with the counts beside them; exit 3."""
    rows = [[*apc_row(n)[:6], f"0{n}/11/19", *apc_row(n)[7:]] for n in range(1, 9)]
    path = put(tmp_path, "a.txt", text([list(APC_NAMES), *rows], delimiter="|"))

    assert exit_code(["inspect", str(path)]) == 3

    page = capsys.readouterr().out
    assert "100% filled, 0% usable; dd/mm/yy (its century is not known) (100%)" in page
    assert "cannot be read: EPISTART: 8 of 8 values are no date that can be read (dd/mm/yy)" in page
    assert "a year of two digits does not say its century" in page
