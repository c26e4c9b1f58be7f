"""One person with ten thousand records of each kind, as a key of many people has: nothing grows with their square."""

import time

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events

MANY = 10_000
EVENTS = 300
MOST_SECONDS = 30
"""Of CPU; it takes about two."""


def day(number: int) -> str:
    """One of 28 days of each month of seven years."""
    years, months = divmod(number // 28 % 84, 12)
    return f"{2019 + years}-{months + 1:02}-{number % 28 + 1:02}"


def test_ten_thousand_records_of_one_person(engine: DuckDBEngine) -> None:
    """Attendances, appointments and admissions, each attendance with an emergency admission that day, by key or not."""
    who: Row = {"person": "H1", "provider": "RXA"}
    arrivals = [
        {**who, "attendance": f"T{n}", "arrival": day(n), "arrival_minute": n // 2352 * 240, "disposal": "01"}
        for n in range(MANY)
    ]
    stays = [
        {
            **who, "episode": f"E{n}", "spell": f"S{n}", "admitted": day(n), "start": day(n), "end": day(n),
            "discharged": day(n), "method": "21", "attendance": f"T{n}" if n % 3 else None,
        }
        for n in range(MANY)
    ]  # fmt: skip
    came = [{**who, "appointment": f"A{n}", "date": day(n), "attended": "5"} for n in range(MANY)]
    started = time.process_time()
    place_events(
        engine,
        events=[{**who, "event": f"{n}", "test_date": f"2024-04-{n % 27 + 1:02}"} for n in range(EVENTS)],
        episodes=stays,
        attendances=arrivals,
        appointments=came,
    )
    spent = time.process_time() - started

    assert engine.rows("select count(*) from pathways where is_primary") == [(EVENTS,)]
    assert engine.rows("select count(*) from events where days_to_next_admission = 1") == [(EVENTS,)]
    assert spent < MOST_SECONDS
