"""Whom each identity falls to in each draw: rank by rank, nobody too; opted out, settled and ruled out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import exp, floor, lgamma, log

import pytest

from linkage.engine.base import Engine
from linkage.engine.making import made, make_all
from linkage.errors import IntegrityError
from linkage.steps.draws.kept import keep_draws, room
from linkage.steps.draws.run import link_draws_made
from linkage.steps.resolve.decided import BORNE, bearing_decision_sql, decided_event_sql
from linkage.steps.resolve.links import links_sql
from tests.spec.steps import PADS, Row, load, seen
from tests.tables import rows

DRAWS = range(1, 21)
CLASS: Row = {
    "pattern": 111,
    "age_band": "25-79",
    "crowd": "0-4",
    "bears_all": "true",
    "is_beside": "false",
    "has_number": "true",
}

LINKED = rows("""
    identity | rank | person | before P | people
    ---------+------+--------+----------+-------
    1        | 1A   | A      | true     | 1
    2        | 1A   |        | true     | 2
    3        | P    | C      |          |
    4        |      |        |          |
    5        | 8    | E      | false    | 1
    6        | 6    | F      | true     | 1
""")
"""1 and 5 by a number, 6 by a rank that asks for none; 2 has two people; 3, 4 and 5 are of the pool."""

CANDIDATES = rows("""
    identity | person | probability
    ---------+--------+------------
    3        | C      | 1
    4        | D      | 1
    5        | X      | 1
""")


def drawn(
    engine: Engine,
    candidates: Iterable[Row] = CANDIDATES,
    *,
    number_right: float = 1.0,
    opted_out: Iterable[str] = (),
    linked: Iterable[Row] = LINKED,
    decisions: Iterable[Row] = (),
    draws: range = DRAWS,
) -> None:
    """
    Make the step for those identities, each of two events: e1a and e1b bear identity 1.

    `decisions` of reviewers are rows of event, answer, person (blank for anybody) and outcome, if it is not that they
    bear.
    """
    whole = [{**one, "identity_key": int(str(one["identity"]))} for one in linked]
    load(
        engine,
        "identity_link",
        [
            {
                "identity_key": one["identity_key"],
                "person_id": one["person"],
                "match_rank": one["rank"],
                "status": "linked" if one["person"] else "unlinked",
            }
            for one in whole
        ],
        candidate_people=1,
        reason="rank",
    )
    ranked = [one for one in whole if one["before P"]]
    load(
        engine,
        "rank_decision",
        [
            {
                "identity_key": one["identity_key"],
                "match_rank": one["rank"],
                "people": one["people"],
                "person_id": one["person"],
                "after_p": one["before P"] == "false",
            }
            for one in ranked
        ],
    )
    of_one = [one for one in ranked if one["person"]]
    load(
        engine,
        "rank_weight",
        [
            {
                "identity_key": one["identity_key"],
                "person_id": one["person"],
                "match_probability": None if one["rank"] == "6" else number_right,
            }
            for one in of_one
        ],
        match_weight=9.0,
    )
    load(
        engine,
        "rank_state",
        [
            {
                "identity_key": one["identity_key"],
                "person_id": one["person"],
                "has_number": one["rank"] != "6",
            }
            for one in of_one
        ],
        **{name: value for name, value in CLASS.items() if name != "has_number"},
    )
    load(engine, "drawn_rank", [{"draw": draw} for draw in draws], probability=number_right, **CLASS)
    load(
        engine, "drawn_number", [{"draw": draw} for draw in draws], right_share=number_right,
        stranger_share=0.01, relative_share=0.001, wrong_share=0.01, unheld_share=0.001, copied_share=0.001,
    )  # fmt: skip
    load(
        engine,
        "candidate",
        [{"identity_key": 2, "person_id": person} for person in "BG"]
        if any(one["identity_key"] == 2 for one in whole)
        else [],
        match_rank="1A",
        rank_order=1,
        **{f"{field}_agreement": "exact" for field in ("nhs_number", "birth_date", "sex", "postcode")},
    )
    scored = [
        {
            "identity_key": int(str(one["identity"])),
            "person_id": one["person"],
            "probability": float(str(one["probability"])),
        }
        for one in candidates
    ]
    load(engine, "drawn_posterior", [{**one, "draw": draw} for one in scored for draw in draws])
    best = {one["identity_key"]: one["person_id"] for one in reversed(scored)}
    load(
        engine, "posterior", [{"identity_key": key, "person_id": person} for key, person in best.items()],
        candidate_people=1, status="review", reason="below_threshold",
    )  # fmt: skip
    load(engine, "opted_out_person", [{"person_id": person} for person in opted_out])
    load(engine, "opted_out_event", [])
    events: list[Row] = [
        {"event_id": f"e{one['identity_key']}{which}", "identity_key": one["identity_key"]}
        for one in whole
        for which in "ab"
    ]
    load(engine, "event", events, **EVENT)
    decide(engine, decisions)
    engine.create("links", links_sql(None, "0001"))
    make_all(engine, link_draws_made(engine.dialect, PADS, draws))


def decide(engine: Engine, decisions: Iterable[Row]) -> None:
    """What reviewers decided on the events: bearing_decision and decided_event, as every run makes them."""
    borne = [
        (
            one["event"], f"d{place:02}", one["answer"], not one["person"], one["person"] or None,
            one.get("outcome") or "bears",
        )
        for place, one in enumerate(decisions)
    ]  # fmt: skip
    engine.load("borne_decision", BORNE, borne)
    make_all(
        engine,
        [made("bearing_decision", bearing_decision_sql), made("decided_event", decided_event_sql)],
    )


EVENT: Mapping[str, object] = {
    "site_code": "RXA01",
    "accession_number": "A",
    "test_month": "2026-04",
    "test_date": "2026-04-15",
    **{f"{field}_state": "missing" for field in ("nhs_number", "birth_date", "sex", "postcode")},
}


def fallen(engine: Engine) -> dict[str, Counter[str | None]]:
    """By event, how often each person was drawn in the place of whom links has; None for nobody."""
    found: dict[str, Counter[str | None]] = {}
    for one in seen(engine, "link_draws", ("event_id", "draw", "person_id")):
        found.setdefault(str(one["event_id"]), Counter())[one["person_id"]] += 1
    return found


def test_certain_links_are_as_published_and_certain_candidates_are_drawn(engine: Engine) -> None:
    """C is 3's in every draw; 4 falls to D; 2 to one of its two; 5's rank has a person whom P has not: his alone."""
    drawn(engine)

    found = fallen(engine)
    assert set(found) == {"e2a", "e2b", "e4a", "e4b"}
    assert found["e4a"] == {"D": 20}
    assert set(found["e2a"]) == {"B", "G"}
    assert found["e2a"] == found["e2b"]


def test_a_wrong_number_is_nobodys(engine: Engine) -> None:
    """With numbers that are never right: a rank's link and each of several people; a rank without a number stays."""
    drawn(engine, number_right=1e-12)

    found = fallen(engine)
    assert found["e1a"] == found["e1b"] == found["e5a"] == {None: 20}
    assert not set(found) & {"e2a", "e3a", "e6a"}


def test_who_has_opted_out_is_nobody_and_never_the_next(engine: Engine) -> None:
    """D is 4's with 0.6 and Y with 0.4: without D, Y is drawn as before, and nobody in D's place."""
    likely = [{"identity": 4, "person": person, "probability": p} for person, p in (("D", 0.6), ("Y", 0.4))]
    drawn(engine, likely)
    before = fallen(engine)["e4a"]
    drawn(engine, likely, opted_out=["D"])
    after = fallen(engine)["e4a"]

    assert before["D"] + before["Y"] == 20
    assert min(before.values()) > 0
    assert after == {"Y": before["Y"]}


JUDGED = rows("""
    case                               | linked to | answer | person | outcome          | drawn | of the other
    -----------------------------------+-----------+--------+--------+------------------+-------+-------------
    it is D's                          |           | match  | D      |                  |       | D Y
    it is somebody's who was no choice |           | match  | Z      |                  |       | D Y
    it is nobody's                     |           | none   |        |                  |       | D Y
    it is nobody's, which had been D's | D         | none   |        |                  |       | Y
    it is Y's, which had been D's      | D         | match  | Y      |                  |       | Y
    it is not D's                      |           | none   | D      |                  | Y     | D Y
    it is not D's, whose it had been   | D         | none   | D      |                  | Y     | Y
    it is not Y's, but it is still D's | D         | none   | Y      |                  | none  | Y
    it is neither D's                  |           | none   | D      |                  |       | D Y
    nor Y's                            |           | none   | Y      |                  |       |
    it is D's                          |           | match  | D      |                  | D Y   | D Y
    and it is Y's                      |           | match  | Y      |                  |       |
    it is D's                          | D         | match  | D      |                  | Y     | Y
    and it is nobody's                 | D         | none   |        |                  |       |
    it is D's                          |           | match  | D      |                  | D Y   | D Y
    and it is not D's                  |           | none   | D      |                  |       |
    it was nobody's, with other values |           | none   |        | identity_changed | D Y   | D Y
    it is not that of one who is gone  |           | none   |        | person_gone      | D Y   | D Y
""")
"""
Each case of one identity, which may be D's or Y's and was linked to D or to nobody; decisions are of its first event.
Whom the event is drawn for otherwise than it is published, and whom the identity's other event. A row without `of the
other` goes with the one above.
"""


def test_what_reviewers_judged(engine: Engine) -> None:
    """
    Settled: as published in every draw. Ruled out: nobody in that place. Contradictory or stale: drawn as usual.

    Whoever is drawn for an event is so as often as without a decision, and nobody as often as who is ruled out was.
    """
    place, decisions, cases = 100, list[Row](), dict[int, Row]()
    for one in JUDGED:
        place += bool(one["of the other"])
        cases.setdefault(place, one)
        decisions.append({**one, "event": f"e{place}a"})
    linked: list[Row] = [
        {
            "identity": number,
            "person": one["linked to"],
            "rank": one["linked to"] and "P",
            **dict.fromkeys(("before P", "people")),
        }
        for number, one in cases.items()
    ]
    likely: list[Row] = [
        {"identity": number, "person": person, "probability": probability}
        for number in cases
        for person, probability in (("D", 0.6), ("Y", 0.4))
    ]
    drawn(engine, likely, linked=linked)
    before = fallen(engine)
    drawn(engine, likely, linked=linked, decisions=decisions)
    after = fallen(engine)

    for number, one in cases.items():
        for event, column in ((f"e{number}a", "drawn"), (f"e{number}b", "of the other")):
            people = [None if name == "none" else name for name in str(one[column] or "").split()]
            expected = {name: before[event][name or "Y"] for name in people}
            assert after.get(event, Counter()) == expected, (one["case"], column)


def test_draws_are_as_frequent_as_the_posterior(engine: Engine) -> None:
    """Of 300 identities and 20 draws, within four standard deviations; the rest is nobody's."""
    many: list[Row] = [
        {"identity": n, "rank": None, "person": None, "before P": None, "people": None} for n in range(300)
    ]
    likely = {"D": 0.5, "Y": 0.3}
    drawn(
        engine,
        [{"identity": n, "person": name, "probability": p} for n in range(300) for name, p in likely.items()],
        linked=many,
    )

    found = Counter[str | None]()
    for counts in fallen(engine).values():
        found.update(counts)
    for person, p in likely.items():
        assert abs(found[person] / 2 - 6_000 * p) < 4 * (6_000 * p * (1 - p)) ** 0.5


def test_an_identity_falls_alike_whatever_stands_beside_it(engine: Engine) -> None:
    """The same draws alone and among others, and the first ones the same where more are asked for."""
    likely = [{"identity": 4, "person": person, "probability": 0.5} for person in "DY"]
    drawn(engine, likely)
    among = seen(engine, "link_draws where event_id = 'e4a'", ("draw", "person_id"))
    alone = [one for one in LINKED if one["identity"] == "4"]
    drawn(engine, likely, linked=alone, draws=range(1, 9))
    few = seen(engine, "link_draws where event_id = 'e4a'", ("draw", "person_id"))

    assert few == [one for one in among if int(str(one["draw"])) < 9]


def test_an_identity_of_which_one_event_is_drawn_alone_ends_the_run(engine: Engine) -> None:
    """Its other event stays with whom it is published: that is split too, though link_draws has one row of it."""
    drawn(engine, [{"identity": 3, "person": "D", "probability": 1}])
    engine.create("spoilt", "select * from link_draws where event_id <> 'e3b'")
    engine.create("link_draws", "select * from spoilt")

    with pytest.raises(IntegrityError, match="whose events fall to different people"):
        keep_draws(engine)


@pytest.mark.parametrize(
    ("event", "person", "told"),
    [
        ("e4a", "Z", "whose events fall to different people"),
        ("e1a", "A", "in which the event is as published"),
        ("e3a", "D", "of an event that a reviewer settled"),
        ("e6a", "R", "of a person whom a reviewer ruled out"),
        ("e2a", "O", "of a person who has opted out"),
        ("e5a", "V", "of an event that has opted out"),
    ],
)
def test_broken_promises_end_the_run(engine: Engine, event: str, person: str, told: str) -> None:
    """A row that splits an identity, draws nothing, or somebody who may not be drawn, is a fault that is told."""
    drawn(engine, opted_out=["O"])
    for table, query in {
        "ruled_out": "select 'e6a' as event_id, 'R' as person_id",
        "settled_event": "select 'e3a' as event_id",
        "opted_out_event": "select 'e5a' as event_id",
        "link_draws": f"""
            select event_id, draw, person_id from link_draws where event_id <> '{event}'
            union all select '{event}', cast(1 as bigint), '{person}'""",
    }.items():
        engine.create("spoilt", query)
        engine.create(table, "select * from spoilt")

    with pytest.raises(IntegrityError, match=told):
        keep_draws(engine)


@pytest.mark.parametrize(
    ("table", "spoilt", "told"),
    [
        (
            "pool_draw",
            """select identity_key, draw, anybody,
                coalesce(person_id, case when identity_key % 8 = 0 then 'D' end) as person_id from pool_draw""",
            "draws of rank P are not as frequent",
        ),
        (
            "rank_draw",
            "select * from rank_draw where identity_key % 4 > 0",
            "draws of ranks are not as frequent",
        ),
    ],
)
def test_draws_that_are_not_as_frequent_end_the_run(
    engine: Engine, table: str, spoilt: str, told: str
) -> None:
    """Of 300 each, half of them nobody's: an eighth of rank P's are D's all the same, a quarter of the ranks' stay."""
    plain = dict.fromkeys(("rank", "person", "before P", "people"))
    linked: list[Row] = [
        {"identity": n, "rank": "1A", "person": "A", "before P": "true", "people": 1} for n in range(300)
    ]
    linked += [{"identity": n, **plain} for n in range(300, 600)]
    likely: list[Row] = [{"identity": n, "person": "D", "probability": 0.5} for n in range(300, 600)]
    drawn(engine, likely, linked=linked, number_right=0.5)
    keep_draws(engine)
    engine.create("spoilt", spoilt)
    engine.create(table, "select * from spoilt")

    with pytest.raises(IntegrityError, match=told):
        keep_draws(engine)


def test_hardly_any_expected_draw_refuses_no_sound_run() -> None:
    """A sum that is nearly Poisson's goes beyond the room less than once in thirty million runs, however small."""
    for expected in (0.001, 0.026, 0.3, 2.0, 20.0):
        most = floor(expected + room(expected)) + 1
        assert (
            sum(exp(n * log(expected) - expected - lgamma(n + 1)) for n in range(most, most + 100)) < 1 / 30e6
        )
