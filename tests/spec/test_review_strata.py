"""Clerical review: which stratum each event falls into, both sides of every edge; and the plain-Python twin."""

from linkage.commands.review.drawing import STRATA, load_plan, review_drawn_sql, strata_held
from linkage.engine.base import Engine
from linkage.review.size import planned
from linkage.review.stratum import EDGES, band_names, strata_sql
from tests.tables import Row, rows

LINKS = """
    event_id | status   | match_rank | reason          | match_probability | runner_up_probability | candidate_people
    ---------+----------+------------+-----------------+-------------------+-----------------------+-----------------
    1        | linked   | 1A         | rank            | 0.9995            |                       | 1
    2        | linked   | 1A         | rank            |                   |                       | 1
    3        | linked   | P          | posterior       | 0.999             |                       | 3
    4        | linked   | P          | posterior       | 0.99899           | 0.0009                | 3
    5        | linked   | P          | posterior       | 0.99              | 0.001                 | 3
    6        | linked   | P          | posterior       | 0.98999           |                       | 1
    7        | linked   | P          | decision        | 0.7               |                       | 1
    8        | review   |            | ambiguous       |                   |                       | 2
    9        | review   |            | below_threshold | 0.5               | 0.2                   | 2
    10       | review   |            | below_threshold | 0.49              |                       | 1
    11       | unlinked |            | low_probability | 0.0999            |                       | 1
    12       | unlinked |            | no_candidate    |                   |                       | 0
    13       | unlinked |            | decision        |                   |                       | 1
"""
FOUND = """
    event_id | stratum
    ---------+---------------------------------------
    1        | linked/1A/0.999-1/one
    2        | linked/1A/none/one
    3        | linked/P/0.999-1/one
    4        | linked/P/0.99-0.999/one
    5        | linked/P/0.99-0.999/several
    6        | linked/P/0.9-0.99/one
    8        | review/ambiguous/none/several
    9        | review/below_threshold/0.5-0.9/several
    10       | review/below_threshold/0.1-0.5/one
    11       | unlinked/low_probability/0-0.1/one
    12       | unlinked/no_candidate/none/nobody
"""
TYPES = {
    **dict.fromkeys(("event_id", "status", "match_rank", "reason"), "text"),
    **dict.fromkeys(("match_probability", "runner_up_probability"), "double"),
    "candidate_people": "integer",
    "person_id": "text",
}


def number(value: object) -> float | None:
    """A drawn number."""
    return None if value is None else float(str(value))


def text(value: object) -> str | None:
    """A drawn text."""
    return None if value is None else str(value)


def load_links(engine: Engine, drawn: list[Row]) -> None:
    """links, and the strata of its events."""
    values = [
        (
            *(text(row[name]) for name in ("event_id", "status", "match_rank", "reason")),
            number(row["match_probability"]),
            number(row["runner_up_probability"]),
            int(str(row["candidate_people"])),
            "H" if row["status"] == "linked" else None,
        )
        for row in drawn
    ]
    engine.load("review_links", TYPES, values)
    engine.create(STRATA, strata_sql("review_links"))


def twin(row: Row) -> str | None:
    """The stratum of a link, by ifs alone; None for one that reviewers have settled."""
    if row["reason"] == "decision":
        return None
    chance, next_one = number(row["match_probability"]), number(row["runner_up_probability"])
    band = "none" if chance is None else band_names()[sum(chance >= edge for edge in EDGES)]
    if row["candidate_people"] == "0":
        people = "nobody"
    elif row["reason"] == "ambiguous" or (next_one is not None and next_one >= 0.001):
        people = "several"
    else:
        people = "one"
    rank = row["match_rank"] if row["status"] == "linked" else row["reason"]
    return f"{row['status']}/{rank}/{band}/{people}"


def test_an_event_falls_into_one_stratum(engine: Engine) -> None:
    load_links(engine, rows(LINKS))
    found = engine.rows(
        f"select event_id, concat(side, '/', rank, '/', band, '/', ambiguity) from {STRATA}"
        " order by cast(event_id as bigint)"
    )

    assert [{"event_id": event, "stratum": name} for event, name in found] == rows(FOUND)
    by_event = {str(event): str(name) for event, name in found}
    assert by_event == {str(row["event_id"]): name for row in rows(LINKS) if (name := twin(row))}


def test_as_many_are_drawn_of_each_as_planned_and_the_same_in_any_order(engine: Engine) -> None:
    """Forty events of one stratum, of which some are drawn, and one of another, which is; another seed draws others."""
    kind = {"status": "linked", "match_rank": "1A", "reason": "rank", "match_probability": "0.9995"}
    besides = {"runner_up_probability": None, "candidate_people": "1"}
    many: list[Row] = [{"event_id": str(event), **kind, **besides} for event in range(400)]
    few: Row = {"event_id": "few", **kind, **besides, "match_rank": "2"}
    drawn = []
    for order, seed in ((1, 1), (-1, 1), (1, 2)):
        load_links(engine, [*many, few][::order])
        plan = planned(strata_held(engine), 0.1)
        load_plan(engine, plan)
        found = engine.rows(f"select event_id, stratum from ({review_drawn_sql(seed)}) as drawn")
        assert len(found) == sum(one.drawn for one in plan) < 100
        assert "few" in {event for event, _ in found}
        drawn.append({event for event, _ in found})

    assert drawn[0] == drawn[1] != drawn[2]
