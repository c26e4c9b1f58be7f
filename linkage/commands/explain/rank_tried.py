"""Each rank that was tried for an event: whether it fired, and what kept the nearest person from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.config.rules import Rank, Rules
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.engine.value import as_whole
from linkage.rank_tests.every import BY_NAME
from linkage.steps.ranks.candidate import condition_sql
from linkage.steps.ranks.run import ranks_made
from linkage.words.link_words import PROBABILISTIC, REASONS
from linkage.words.names import DEMOGRAPHICS

INDEX = ("identity", "person", "person_number", "postcode_people")
FIRED, REACHED, NOT_MET, NOT_NEEDED = "fired", "reached", "not met", "not needed"


@dataclass(frozen=True)
class RankTried:
    """One rank, in the order in which they are offered."""

    rank: str
    asks: str
    """What it requires and excludes, in the words of the rules."""
    people: int | None
    """Who meets it; None of rank P."""
    outcome: str
    """fired, reached (and yet no link by it), not met, not needed."""
    why: str


def load_index(engine: DuckDBEngine, index: Path, rules: Rules) -> None:
    """The index of the last run and the one event_identity -> rank_pair, candidate and what the ranks decide."""
    for name in INDEX:
        engine.connection.execute(
            f"create or replace view {name} as select * from {engine.parquet_sql(index / f'{name}.parquet')}"
        )
    make_all(engine, ranks_made(engine.dialect, rules))


def ranks_tried(engine: DuckDBEngine, rules: Rules, link: Mapping[str, Value]) -> tuple[RankTried, ...]:
    """rank_pair, rank_decision -> every rank, and P where it stands; `link` is what was published of the event."""
    before = [rank for rank in rules.rank if not rank.after_p]
    after = [rank for rank in rules.rank if rank.after_p]
    counted = {rank.rank: people_at(engine, rank) for rank in rules.rank}
    best = next((rank.rank for rank in rules.rank if counted[rank.rank]), None)
    is_settled_before_p = best is not None and any(rank.rank == best for rank in before)

    def tried(rank: Rank) -> RankTried:
        return tried_rank(engine, rank, counted[rank.rank], best, link)

    p = (p_tried(rules.p.minimum_probability, link, is_settled=is_settled_before_p),) if rules.p else ()
    return (*map(tried, before), *p, *map(tried, after))


def people_at(engine: DuckDBEngine, rank: Rank) -> int:
    """How many people meet a rank."""
    return engine.count(f"select count(distinct person_id) from rank_pair where {condition_sql(rank)}")


def tried_rank(
    engine: DuckDBEngine, rank: Rank, people: int, best: str | None, link: Mapping[str, Value]
) -> RankTried:
    """What became of one rank."""
    if not people:
        return RankTried(rank.rank, rank.words, 0, NOT_MET, why_not(engine, rank))
    if rank.rank != best:
        return RankTried(rank.rank, rank.words, people, NOT_NEEDED, f"rank {best} was reached first")
    if link["match_rank"] == rank.rank:
        return RankTried(
            rank.rank, rank.words, people, FIRED, "one person meets it, and nobody a stronger one"
        )
    if people > 1:
        return RankTried(
            rank.rank, rank.words, people, REACHED, f"{people:,} people meet it alike: nobody is picked"
        )
    said = REASONS.get((str(link["status"]), str(link["reason"])), str(link["reason"]))
    return RankTried(rank.rank, rank.words, people, REACHED, f"one person meets it, and yet: {said}")


def why_not(engine: DuckDBEngine, rank: Rank) -> str:
    """What the nearest of the people who share enough to be looked at does not meet, or that there is nobody."""
    tests = [
        (
            f"{test.field.replace('nhs', 'NHS').replace('_', ' ')} {BY_NAME[test.how].words}",
            BY_NAME[test.how].condition_on(test.field),
        )
        for test in rank.require
    ]
    tests += [
        (f"not: {BY_NAME[name].words}", f"not {BY_NAME[name].condition_on(None)}") for name in rank.unless
    ]
    met = ", ".join(f"coalesce({condition}, false)" for _, condition in tests)
    order = " + ".join(f"case when {condition} then 1 else 0 end" for _, condition in tests)
    same = (
        "number_is_held" if rank.by_number else " and ".join(f"{f}_agreement = 'exact'" for f in DEMOGRAPHICS)
    )
    rows = engine.rows(f"select {met} from rank_pair where {same} order by {order} desc, person_id limit 1")
    return (
        f"the nearest person does not meet: {', '.join(unmet(tests, rows[0]))}"
        if rows
        else nobody(engine, rank)
    )


def nobody(engine: DuckDBEngine, rank: Rank) -> str:
    """Why nobody could be looked at by a rank: the event lacks what it is looked up by, or nobody shares that."""
    asked = ("nhs_number",) if rank.by_number else DEMOGRAPHICS
    lacks = " or ".join(f"{field} is null" for field in asked)
    words = "NHS number" if rank.by_number else "birth date, sex and postcode together"
    if engine.count(f"select count(*) from event_identity where {lacks}"):
        return "the event has no usable NHS number" if rank.by_number else f"the event does not have {words}"
    return f"nobody in HES has the event's {words}"


def unmet(tests: Sequence[tuple[str, str]], found: Sequence[Value]) -> list[str]:
    """The words of the tests that were not met."""
    return [words for (words, _), is_met in zip(tests, found, strict=True) if not is_met]


def p_tried(minimum: float, link: Mapping[str, Value], *, is_settled: bool) -> RankTried:
    """What became of rank P, by what was published."""
    asks = PROBABILISTIC.format(minimum=minimum)
    if link["match_rank"] == "P":
        return RankTried("P", asks, None, FIRED, "one person is likely enough")
    if is_settled:
        return RankTried("P", asks, None, NOT_NEEDED, "a rank before it was reached")
    if link["reason"] in ("rank", "decision"):
        return RankTried("P", asks, None, NOT_MET, "it was not sure enough of anybody")
    said = REASONS.get((str(link["status"]), str(link["reason"])), str(link["reason"]))
    return RankTried("P", asks, None, REACHED if as_whole(link["candidate_people"] or 0) else NOT_MET, said)


def differs(tried: Sequence[RankTried], link: Mapping[str, Value]) -> bool:
    """Whether the ranks would come out otherwise now than the event was published, reviewers' decisions aside."""
    fired = next((one.rank for one in tried if one.outcome == FIRED), None)
    return link["reason"] == "rank" and fired != link["match_rank"]
