"""The deterministic ranks: the SQL finds what loops over every event, person and identity find."""

from hypothesis import given

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.properties.generated import People, rules
from tests.properties.worlds import RankedWorld, ranked_worlds, shared
from tests.reference import agreement, ranks
from tests.spec.steps import Row, ranked, seen

FIELDS = ("birth_date", "sex", "postcode")


def decided_by_loops(rules: Rules, rows: list[Row], index: People, ignored: set[str]) -> list[Row]:
    """Event, rank and person (None when there are several) of every event that some rank reaches."""
    found: list[Row] = []
    for number, event in enumerate(rows, start=1):
        decision = ranks.decide(event, index, rules, ignored)
        if decision is not None:
            found.append({"event": str(number), "rank": decision.match_rank, "person": decision.person_id})
    return found


def proposed_by_loops(
    rules: Rules, rows: list[Row], index: People, ignored: set[str]
) -> dict[tuple[str, str, str], set[tuple[str, ...]]]:
    """By event, person and rank: how the identities that reach the rank agree."""
    stage_3 = rules.partial_birth_date_stage_3
    found: dict[tuple[str, str, str], set[tuple[str, ...]]] = {}
    for number, event in enumerate(rows, start=1):
        for person, rank in ranks.candidates(event, index, rules, ignored).items():
            contradicted = ranks.contradicts(event, index[person])
            found[str(number), person, rank.rank] = {
                tuple(agreement.of_field(field, event, identity, stage_3=stage_3) for field in FIELDS)
                for identity in index[person]
                if ranks.meets(
                    rank, event, identity, contradicted=contradicted, ignored=ignored, stage_3=stage_3
                )
            }
    return found


def contradicted_by_loops(rules: Rules, rows: list[Row], index: People) -> list[Row]:
    """Events with the demographics of a person whose numbers are all others, if a rank asks for them."""
    if all(rank.by_number for rank in rules.rank):
        return []
    found: list[Row] = []
    for number, event in enumerate(rows, start=1):
        for identities in index.values():
            agrees = any(
                all(agreement.of_field(field, event, identity) == "exact" for field in FIELDS)
                for identity in identities
            )
            if agrees and ranks.contradicts(event, identities):
                found.append({"identity_key": str(number)})
                break
    return found


@shared
@given(rules(), ranked_worlds())
def test_ranks(engine: DuckDBEngine, rules: Rules, drawn: RankedWorld) -> None:
    """Law 12: each event has the twin's best rank, its one person or nobody, and its candidates."""
    rows, index, supplied = drawn
    events = [{"event": number, **row} for number, row in enumerate(rows, start=1)]
    held = [{"person": person, **identity} for person, identities in index.items() for identity in identities]
    ignored = ranks.ignored_postcodes(index, rules, supplied)

    assert ranked(engine, rules, events, held, supplied) == decided_by_loops(rules, rows, index, ignored)

    columns = ("identity_key", "person_id", "match_rank", *(f"{field}_agreement" for field in FIELDS))
    candidates = [tuple(map(str, row.values())) for row in seen(engine, "candidate", columns)]
    proposed = proposed_by_loops(rules, rows, index, ignored)
    assert sorted(row[:3] for row in candidates) == sorted(proposed)
    for number, person, rank, *shown_agreement in candidates:
        assert tuple(shown_agreement) in proposed[number, person, rank]

    contradicted = seen(engine, "contradicted_identity", ["identity_key"])
    assert contradicted == contradicted_by_loops(rules, rows, index)
