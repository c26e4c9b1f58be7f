"""What ranks and posterior say together, and what becomes of people who opted out."""

import pytest

from linkage import tables
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.resolve.run import make_links, resolve

NUMBER, BORN = "9990000018", "1950-03-04"


def engine_with(
    *,
    decided: tuple[object, ...] | None = None,
    birth_date_agreement: str = "missing",
    sex_agreement: str = "missing",
    posterior: tuple[object, ...] | None = None,
    contradicted: bool = False,
    bears: tuple[str | None, str | None] = (NUMBER, BORN),
    broken: str | None = None,
) -> DuckDBEngine:
    """
    One event identity, what the ranks decided (rank, people, person, after P), and what P said.

    posterior: person, weight, probability, status, reason.
    """
    engine = DuckDBEngine()
    number, born = bears
    engine.create(
        "event_identity",
        f"""select cast(1 as bigint) as identity_key, {_text(number)} as nhs_number,
            cast({_text(born)} as date) as birth_date, cast(null as string) as sex,
            cast(null as string) as postcode, cast(1 as bigint) as events""",
    )
    engine.load("rank_decision", tables.contract("rank_decision").types, [(1, *decided)] if decided else [])
    person = decided[2] if decided else None
    candidate = (
        (1, person, decided[0], 9, "exact", birth_date_agreement, sex_agreement, "missing")
        if decided and person
        else None
    )
    engine.load("candidate", tables.contract("candidate").types, [candidate] if candidate else [])
    engine.load("contradicted_identity", {"identity_key": "integer"}, [(1,)] if contradicted else [])
    scored = []
    if posterior:
        person, weight, probability, status, reason = posterior
        scored = [
            (
                1,
                person,
                weight,
                probability,
                0.0,
                1,
                1.0,
                "exact",
                "partial",
                "exact",
                "exact",
                status,
                reason,
            )
        ]
    engine.load("posterior", tables.contract("posterior").types, scored)
    weighed = [(1, decided[2], 11.0, 0.98)] if candidate and decided else []
    engine.load("rank_weight", tables.contract("rank_weight").types, weighed)
    engine.load("person_number", tables.contract("person_number").types, [("X", NUMBER), ("Y", "9990000026")])
    bare = f"select 'e1' as event_id, cast(1 as bigint) as identity_key, {_text(number)} as nhs_number"
    engine.connection.execute(f"create view event as {bare}, {_text(broken)} as nhs_number_broken")
    return engine


def _text(value: str | None) -> str:
    return f"cast({'null' if value is None else repr(value)} as string)"


def outcome(engine: DuckDBEngine, *, has_p: bool = True) -> tuple[object, ...]:
    """status, person, rank, reason, probability of the one identity."""
    resolve(engine, has_p=has_p, opted_out_numbers=[])
    return engine.rows("select status, person_id, match_rank, reason, match_probability from identity_link")[
        0
    ]


P_LINKS_Y = ("Y", 30.0, 0.999, "linked", "posterior")
P_REVIEWS_X = ("X", 20.0, 0.6, "review", "below_threshold")
P_REVIEWS_Y = ("Y", 20.0, 0.6, "review", "below_threshold")
P_REVIEWS_NOBODY = (None, 20.0, 0.45, "review", "ambiguous")
P_FINDS_LITTLE = ("Y", -3.0, 0.01, "unlinked", "low_probability")
RANK_5 = ("5", 1, "X", False)
RANK_8 = ("8", 1, "X", True)


@pytest.mark.parametrize(
    ("decided", "posterior", "expected"),
    [
        (RANK_5, None, ("linked", "X", "5", "rank", 0.98)),
        (("5", 2, None, False), None, ("review", None, None, "ambiguous", None)),
        (None, P_LINKS_Y, ("linked", "Y", "P", "posterior", 0.999)),
        (None, P_REVIEWS_X, ("review", None, None, "below_threshold", 0.6)),
        (None, P_FINDS_LITTLE, ("unlinked", None, None, "low_probability", 0.01)),
        (None, None, ("unlinked", None, None, "no_candidate", None)),
        (RANK_8, P_LINKS_Y, ("linked", "Y", "P", "posterior", 0.999)),
        (RANK_8, P_REVIEWS_X, ("linked", "X", "8", "rank", 0.6)),
        (RANK_8, P_FINDS_LITTLE, ("linked", "X", "8", "rank", 0.98)),
        (RANK_8, P_REVIEWS_Y, ("review", None, None, "conflicting_evidence", 0.6)),
        (RANK_8, P_REVIEWS_NOBODY, ("review", None, None, "conflicting_evidence", 0.45)),
        (("8", 2, None, True), P_REVIEWS_X, ("review", None, None, "ambiguous", 0.6)),
    ],
)
def test_ranks_then_p_then_the_rank_that_waits(
    decided: tuple[object, ...] | None, posterior: tuple[object, ...] | None, expected: tuple[object, ...]
) -> None:
    """Precedence: a rank before P, P's link, the rank after P where P does not point elsewhere, what P left."""
    assert outcome(engine_with(decided=decided, posterior=posterior)) == expected


@pytest.mark.parametrize(
    ("birth_date", "sex", "status"),
    [
        ("missing", "missing", "linked"),
        ("exact", "exact", "linked"),
        ("partial", "missing", "linked"),
        ("conflict", "missing", "review"),
        ("missing", "conflict", "review"),
    ],
)
def test_a_number_alone_does_not_override_a_conflict(birth_date: str, sex: str, status: str) -> None:
    """Rank 8 after P: a birth date or sex that conflicts makes it a case for review."""
    engine = engine_with(decided=RANK_8, birth_date_agreement=birth_date, sex_agreement=sex)

    assert outcome(engine)[0] == status


def test_without_p_a_conflict_under_rank_8_is_the_published_link() -> None:
    """dmq_2015 offers rank 8 like any other: nothing waits and nothing is second-guessed."""
    engine = engine_with(decided=("8", 1, "X", False), birth_date_agreement="conflict")

    assert outcome(engine, has_p=False)[:4] == ("linked", "X", "8", "rank")


@pytest.mark.parametrize(
    ("bears", "contradicted", "reason"),
    [
        ((None, None), False, "no_identifiers"),
        ((NUMBER, BORN), False, "no_candidate"),
        ((NUMBER, BORN), True, "contradicted"),
    ],
)
def test_an_unlinked_event_says_why(
    bears: tuple[str | None, str | None], *, contradicted: bool, reason: str
) -> None:
    """Nothing to go by, nobody found, or somebody whose number is another."""
    assert outcome(engine_with(bears=bears, contradicted=contradicted), has_p=False)[3] == reason


@pytest.mark.parametrize(
    ("listed", "bears", "removed"),
    [
        ([NUMBER], (None, BORN), 1),
        ([NUMBER], (NUMBER, BORN), 1),
        (["9990000026"], (NUMBER, BORN), 0),
        ([], (NUMBER, BORN), 0),
    ],
)
def test_opt_out_follows_the_person(listed: list[str], bears: tuple[str | None, str], removed: int) -> None:
    """An event without a number goes with the person it was linked to; one that bears a listed number goes anyway."""
    engine = engine_with(decided=RANK_5, bears=bears)

    resolve(engine, has_p=False, opted_out_numbers=listed)
    make_links(engine, model_id=None, release="0001")

    assert engine.scalar("select count(*) from opted_out_event") == removed
    assert engine.scalar("select count(*) from links") == 1 - removed


def test_a_listed_number_counts_as_it_stands_in_the_event() -> None:
    """With a wrong check digit it joins nobody, and yet says who does not want to be used."""
    engine = engine_with(bears=(None, BORN), broken="9990000019")

    resolve(engine, has_p=False, opted_out_numbers=["9990000019"])

    assert engine.scalar("select count(*) from opted_out_event") == 1


def test_people_known_from_earlier_files_go_too() -> None:
    """What an earlier publication kept of them outlasts the file that showed their number."""
    engine = engine_with(decided=RANK_5)

    resolve(engine, has_p=False, opted_out_numbers=[], remembered="select 'X' as person_id")

    assert engine.rows("select person_id from opted_out_person") == [("X",)]
    assert engine.scalar("select count(*) from opted_out_event") == 1


@pytest.mark.parametrize(
    ("decided", "posterior", "expected"),
    [
        (RANK_5, None, (11.0, 0.98, None)),
        (RANK_8, P_REVIEWS_X, (20.0, 0.6, 0.0)),
        (RANK_8, P_FINDS_LITTLE, (11.0, 0.98, None)),
        (RANK_8, P_LINKS_Y, (30.0, 0.999, 0.0)),
        (RANK_8, P_REVIEWS_Y, (20.0, 0.6, 0.0)),
        (None, P_REVIEWS_X, (20.0, 0.6, 0.0)),
        (("5", 2, None, False), None, (None, None, None)),
        (None, None, (None, None, None)),
    ],
)
def test_every_link_has_a_weight_and_a_probability(
    decided: tuple[object, ...] | None,
    posterior: tuple[object, ...] | None,
    expected: tuple[float | None, ...],
) -> None:
    """Those of rank P for the person it scored, else those of the rank; the next person is known to P alone."""
    engine = engine_with(decided=decided, posterior=posterior)
    resolve(engine, has_p=True, opted_out_numbers=[])
    assert engine.rows(
        "select match_weight, match_probability, runner_up_probability from identity_link"
    ) == [expected]


def test_without_a_model_nothing_has_a_probability() -> None:
    """Profile dmq_2015, as published."""
    engine = engine_with(decided=RANK_5)
    resolve(engine, has_p=False, opted_out_numbers=[])
    assert engine.rows("select match_weight, match_probability from identity_link") == [(None, None)]
