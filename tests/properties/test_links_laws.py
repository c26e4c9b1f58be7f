"""Laws of the links table: from submitted rows to one outcome per event."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.index.run import build_index
from linkage.steps.ranks.run import run_ranks
from linkage.steps.resolve.run import make_links, resolve
from tests.properties.generated import People, identities, people
from tests.properties.worlds import several, shared, united
from tests.reference import ranks
from tests.spec.steps import Row, load, pads_of, profile, shown, standardise_did

RULES = profile("dmq_2015")
TEST_DATE = date(2026, 4, 15)


@shared
@given(several(st.tuples(st.lists(identities(), min_size=1, max_size=10), people())))
def test_every_event_has_one_outcome(engine: DuckDBEngine, worlds: list[tuple[list[Row], People]]) -> None:
    """Laws 2, 9 and 12: one outcome per event, at most one person each, the twin's rank and person."""
    rows, index, _ = united([(rows, index, set()) for rows, index in worlds])
    drawn = [
        {"accession_number": f"A{number:03d}", **{field: shown(value) for field, value in row.items()}}
        for number, row in enumerate(rows, start=1)
    ]
    standardise_did(engine, drawn)
    held = [{"person_id": person, **identity} for person, theirs in index.items() for identity in theirs]
    load(engine, "hospital_identity", held)
    build_index(engine, RULES, (), pads_of)
    run_ranks(engine, RULES)
    resolve(engine, has_p=False, opted_out_numbers=())
    make_links(engine, model_id=None, release="0001")

    expected: list[tuple[str, str | None, str | None]] = []
    for event in rows:
        decision = ranks.decide(event, index, RULES, ranks.ignored_postcodes(index, RULES, ()))
        if decision is None:
            expected.append(("unlinked", None, None))
        elif decision.person_id is None:
            expected.append(("review", None, None))
        else:
            expected.append(("linked", decision.match_rank, decision.person_id))
    found = engine.rows(
        "select links.status, links.match_rank, links.person_id"
        " from links join event on event.event_id = links.event_id order by event.accession_number"
    )
    assert found == expected
    counted = engine.rows("select count(*), count(distinct event_id), count(person_id) from links")
    linked = sum(1 for outcome in expected if outcome[0] == "linked")
    assert counted == [(len(rows), len(rows), linked)]
