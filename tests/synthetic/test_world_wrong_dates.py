"""Wrong birth dates of imaging records are wrong in the way that the rule which struck them says."""

import math
from collections import Counter
from datetime import date

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.errors.date_rules import DEFAULT_DATES, PEOPLE, SEVERAL_SLIPS, SLIPS, slip_shares
from synthetic.errors.slipped_dates import shape_drawn_sql
from tests.synthetic.raised_world import PARTS, RAISED, RAISED_SLIPS, Taken, assert_about


def test_each_part_of_the_date_slips_at_its_own_rate_in_the_shapes_of_the_source(
    raised_engine: DuckDBEngine,
) -> None:
    """40,000 draws of people's birth dates, against the raised share of each part and the kinds of CRATE within it."""
    parts = {"day": RAISED.day_errors, "month": RAISED.month_errors, "year": RAISED.year_errors}
    drawn = Counter(
        str(shape)
        for (shape,) in raised_engine.rows(
            f"select {shape_drawn_sql(Draws(3), slip_shares(parts))} from"
            " (select person_number * 20 + n as test_number, birth_date, date '2019-11-30' as test_date"
            " from world_person, range(20) as times (n))"
        )
    )
    expected = {
        **{
            f"{part} {kind}": RAISED_SLIPS[part] * people / PARTS[part]
            for part, kinds in SLIPS.items()
            for kind, people in kinds.items()
        },
        **SEVERAL_SLIPS,
    }
    for shape, share in expected.items():
        # A tenth more: how many dates can have their digits switched differs a little from world to world.
        allowed = 4 * math.sqrt(drawn.total() * share / sum(expected.values())) + 1
        assert drawn[shape] == pytest.approx(
            drawn.total() * share / sum(expected.values()), abs=allowed, rel=0.1
        )
    assert drawn.keys() == expected.keys()
    assert sum(PARTS.values()) / PEOPLE == pytest.approx(0.933, abs=0.001)
    assert PEOPLE == 624


def test_a_part_whose_errors_are_at_zero_never_slips_alone(raised_engine: DuckDBEngine) -> None:
    for part in SLIPS:
        shares = slip_shares({other: float(other != part) for other in SLIPS})
        drawn = raised_engine.rows(
            f"select distinct {shape_drawn_sql(Draws(3), shares)} from"
            " (select person_number as test_number, birth_date, date '2019-11-30' as test_date from world_person)"
        )
        parts = {str(shape).partition(" ")[0] for (shape,) in drawn if shape not in SEVERAL_SLIPS}

        assert parts == set(SLIPS) - {part}


def test_a_slip_is_of_its_shape(raised_events: list[Taken]) -> None:
    """Unless no such date exists or has come: then the day is out by one."""
    slipped = [event for event in raised_events if "birth_date_slipped" in event.struck]
    assert len(slipped) > 100
    for event in slipped:
        written = date.fromisoformat(str(event.written[0]))
        true, shape = event.birth_date, event.struck["birth_date_slipped"]
        steps = (written.year - true.year, written.month - true.month, written.day - true.day)
        changed = [part for part, step in zip(("year", "month", "day"), steps, strict=True) if step]

        assert changed
        assert written <= event.test_date
        if abs((written - true).days) == 1:
            continue
        part, _, kind = shape.partition(" ")
        if shape == "day and month exchanged":
            assert (written.day, written.month) == (true.month, true.day)
        elif part == "two":
            assert len(changed) == 2
            assert shape != "two slips" or max(map(abs, steps)) <= 2
        else:
            assert changed == [part]
            new, old = getattr(written, part), getattr(true, part)
            assert kind not in ("by 1", "by 2") or abs(new - old) == int(kind[-1])
            assert kind != "digits switched" or f"{new:02}"[-2:] == f"{old:02}"[:-3:-1]
            assert kind != "otherwise" or abs(new - old) > 2


def test_default_and_day_first_dates_are_written_as_they_say(raised_events: list[Taken]) -> None:
    months_above_twelve = 0
    for event in raised_events:
        true, written = event.birth_date, event.written[0]
        default = {
            "1 January": f"{true.year}-01-01", "1 of the month": f"{true:%Y-%m}-01",
            "15 July": f"{true.year}-07-15", "11 November": f"{true.year}-11-11",
        }.get(event.struck.get("birth_date_default", ""))  # fmt: skip
        if default is not None:
            assert written == (
                default if date.fromisoformat(default) <= event.test_date else f"{true.year}-01-01"
            )
        if "birth_date_day_first" in event.struck:
            assert written == f"{true:%Y-%d-%m}" or f"{true:%Y-%d-%m}" > event.test_date.isoformat()
            months_above_twelve += true.day > 12
    kinds = Counter(event.struck.get("birth_date_default") for event in raised_events)

    assert months_above_twelve > 0
    for kind, share in DEFAULT_DATES.items():
        assert_about(kinds[kind], [share] * (kinds.total() - kinds[None]))
