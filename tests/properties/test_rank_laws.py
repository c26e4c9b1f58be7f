"""
Laws of the deterministic ranks.

They are tried on the twin, which is fast; that the SQL equals the twin carries them over. Row order, which
the twin cannot get wrong, is tried on the SQL.
"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.ranks.run import run_ranks
from tests.properties.generated import People, identities, people, rules, supplied_postcodes
from tests.properties.worlds import RankedWorld, ranked_worlds, shared
from tests.reference import ranks
from tests.reference.ranks import Decision
from tests.spec.steps import Row, ranked, seen

STRANGER: Row = {
    "nhs_number": "9990000042",
    "birth_date": date(1933, 12, 25),
    "sex": "2",
    "postcode": "NP78QR",
}
"""Somebody who shares no number, no part of a birth date and no postcode with anybody generated."""

CANDIDATE = (
    "identity_key",
    "person_id",
    "match_rank",
    "nhs_number_agreement",
    "birth_date_agreement",
    "sex_agreement",
    "postcode_agreement",
)


@shared
@given(rules(), ranked_worlds(), st.randoms(use_true_random=False))
def test_row_order_changes_nothing(
    engine: DuckDBEngine, rules: Rules, drawn: RankedWorld, chance: object
) -> None:
    """Law 1: the same events, people and index in another order give the same decisions and candidates."""
    rows, index, supplied = drawn
    numbered = [{"event": number, **row} for number, row in enumerate(rows, start=1)]
    held = [{"person": person, **identity} for person, theirs in index.items() for identity in theirs]
    first = ranked(engine, rules, numbered, held, supplied)
    candidates = seen(engine, "candidate", CANDIDATE)
    chance.shuffle(numbered)  # type: ignore[attr-defined]
    chance.shuffle(held)  # type: ignore[attr-defined]

    assert ranked(engine, rules, numbered, held, supplied) == first
    assert seen(engine, "candidate", CANDIDATE) == candidates
    engine.create("identity", "select * from identity order by identity_id desc")
    run_ranks(engine, rules)
    assert seen(engine, "candidate", CANDIDATE) == candidates


@given(rules(), identities(), people(), supplied_postcodes(), st.integers(1, 9))
def test_the_first_ranks_alone_give_the_same_links(
    rules: Rules, event: Row, index: People, supplied: set[str], first: int
) -> None:
    """Law 3: running only the first k ranks gives exactly the decisions of rank at most k of the full run."""
    ignored = ranks.ignored_postcodes(index, rules, supplied)
    kept = rules.rank[:first]
    whole = ranks.decide(event, index, rules, ignored)
    part = ranks.decide(event, index, rules.model_copy(update={"rank": kept}), ignored)

    if whole is not None and whole.match_rank in [rank.rank for rank in kept]:
        assert part == whole
    else:
        assert part is None


CONTRADICTIONS = ("other_person_agrees", "birth_date_conflict")


def strength(decision: Decision | None, rules: Rules) -> int:
    """
    The place of a decision's rank, 1B and 2 as one; nobody found comes last.

    1B is the postcode missing and 2 the postcode different: blanking a postcode that differs turns 2 into 1B
    by definition, and nobody new is found.
    """
    names = [rank.rank for rank in rules.rank if rank.rank != "1B"]
    if decision is None:
        return len(names)
    return names.index("2" if decision.match_rank == "1B" else decision.match_rank)


@given(
    rules(),
    identities(),
    people(),
    supplied_postcodes(),
    st.sampled_from(("birth_date", "sex", "postcode")),
)
def test_saying_less_never_gives_a_stronger_rank(
    rules: Rules, event: Row, index: People, supplied: set[str], field: str
) -> None:
    """
    Law 4: blanking birth date, sex or postcode never makes the rank stronger.

    The guards of the default profile set aside: what contradicts a number is gone when it is blanked.
    """
    published = tuple(
        rank.model_copy(
            update={"unless": tuple(guard for guard in rank.unless if guard not in CONTRADICTIONS)}
        )
        for rank in rules.rank
    )
    rules = rules.model_copy(update={"rank": published})
    ignored = ranks.ignored_postcodes(index, rules, supplied)
    whole = ranks.decide(event, index, rules, ignored)
    blanked = ranks.decide({**event, field: None}, index, rules, ignored)

    assert strength(blanked, rules) >= strength(whole, rules)


@given(rules(crowding=False), identities(), people(), supplied_postcodes())
def test_a_stranger_changes_no_link(rules: Rules, event: Row, index: People, supplied: set[str]) -> None:
    """Law 5: a newcomer whose identifiers are nobody's, in a quiet postcode, changes nothing."""
    joined = {**index, "H0": [STRANGER]}
    before = ranks.decide(event, index, rules, ranks.ignored_postcodes(index, rules, supplied))
    after = ranks.decide(event, joined, rules, ranks.ignored_postcodes(joined, rules, supplied))

    assert after == before


@given(rules(), identities(), people(), supplied_postcodes())
def test_a_link_is_to_one_person_or_to_nobody(
    rules: Rules, event: Row, index: People, supplied: set[str]
) -> None:
    """Law 2: a decision names a person exactly when one person alone holds the best rank."""
    ignored = ranks.ignored_postcodes(index, rules, supplied)
    decision = ranks.decide(event, index, rules, ignored)
    proposed = ranks.candidates(event, index, rules, ignored)

    assert (decision is None) == (not proposed)
    if decision is not None:
        holders = [person for person, rank in proposed.items() if rank.rank == decision.match_rank]
        assert decision.people == len(holders)
        assert decision.person_id == (holders[0] if len(holders) == 1 else None)
