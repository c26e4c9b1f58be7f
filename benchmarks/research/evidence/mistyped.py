"""Numbers mistyped on purpose, for the world mistypes few."""

from random import Random

from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine

MISTYPED_EVERY = 20
NEAR_SHARE = 0.8
"""Of the numbers mistyped here; the world mistypes others, so what is learnt need not be this."""


def mistype(engine: DuckDBEngine) -> None:
    """kept_event -> test_event: one numbered event in twenty gets its number mistyped, its check digit broken."""
    random = Random(7)  # noqa: S311  the same numbers every time
    rows: list[tuple[Value, ...]] = []
    chosen = engine.rows(f"""
        select event_id, nhs_number from (
            select *, row_number() over (order by md5(event_id)) as nth from kept_event where nhs_number is not null
        ) as shuffled where nth % {MISTYPED_EVERY} = 0 order by event_id""")
    for event_id, number in chosen:
        near = random.random() < NEAR_SHARE
        rows.append((event_id, one_slip(random, str(number)) if near else other_digits(random)))
    engine.load("mistyped", {"event_id": "text", "broken": "text"}, rows)
    engine.create(
        "test_event",
        """select event.* replace (
            case when mistyped.broken is null then event.nhs_number end as nhs_number,
            coalesce(mistyped.broken, event.nhs_number_broken) as nhs_number_broken)
        from kept_event as event left join mistyped on mistyped.event_id = event.event_id""",
    )
    engine.create("kept_event", "select * from test_event")


def one_slip(random: Random, number: str) -> str:
    """One digit changed or, as often, two unequal neighbours swapped."""
    place = random.randrange(9)
    if random.randrange(2) and number[place] != number[place + 1]:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    return number[:place] + str((int(number[place]) + random.randrange(1, 10)) % 10) + number[place + 1 :]


def other_digits(random: Random) -> str:
    """Ten digits of no meaning whose check digit is broken."""
    while True:
        digits = [random.randrange(10) for _ in range(10)]
        if sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11:
            return "".join(map(str, digits))
