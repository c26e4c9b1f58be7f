"""The ledger: it balances, or the run stops with exit code 7 and publishes nothing."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import IntegrityError
from linkage.tables.ledger import other_months, read_ledger
from linkage.words.ledger import Ledger

BALANCED = {
    "rows_read": 21,
    "rows_quarantined": 2,
    "rows_accepted": 19,
    "other_month": 3,
    "superseded": 2,
    "opted_out": 1,
    "key_conflict": 1,
    "events": 12,
    "linked": 9,
    "review": 1,
    "unlinked": 2,
}


def test_a_balanced_ledger_passes() -> None:
    """Every row is somewhere, once."""
    Ledger(**BALANCED).check()


@pytest.mark.parametrize("line", list(BALANCED))
def test_any_figure_one_out_is_an_integrity_error(line: str) -> None:
    """One row too many anywhere is exit code 7, and the message names the line that does not add up."""
    with pytest.raises(IntegrityError, match="does not balance: .* is out by") as problem:
        Ledger(**BALANCED | {line: BALANCED[line] + 1}).check()

    assert problem.value.exit_code == 7


def a_run() -> DuckDBEngine:
    """Tables of a run that took in nine DID rows: five good ones, one superseded, one quarantined, two in conflict."""
    engine = DuckDBEngine()
    whole = {"file_id": "integer", "dataset": "text", "path": "text", "sha256": "text"}
    counts = {"rows_read": "integer", "rows_accepted": "integer", "rows_quarantined": "integer"}
    engine.load(
        "input_file", whole | counts, [(1, "did", "d.csv", "0", 9, 8, 1), (2, "apc", "a.txt", "0", 9, 9, 0)]
    )
    version = {"file_id": "integer", "row_number": "integer", "event_id": "text", "test_month": "text"}
    engine.load(
        "event_version",
        version | {"is_latest": "boolean"},
        [
            (1, 1, "a", "2019-11", False),
            (1, 2, "a", "2019-11", True),
            (1, 3, "b", "2019-11", True),
            (1, 4, "c", "2019-11", True),
            (1, 5, "d", "2019-11", True),
            (1, 6, "e", "2019-10", True),
        ],
    )
    engine.create(
        "links",
        "select event_id, status, cast(null as string) as person_id, cast(null as string) as match_rank,"
        " cast(null as double) as match_weight, cast(null as double) as match_probability,"
        " cast(null as double) as runner_up_probability, cast(0 as bigint) as candidate_people,"
        " cast(null as string) as nhs_number_agreement, cast(null as string) as birth_date_agreement,"
        " cast(null as string) as sex_agreement, cast(null as string) as postcode_agreement,"
        " 'no_candidate' as reason, cast(null as string) as model_id, '0001' as release,"
        " cast(null as string) as decision_id"
        " from (values ('a', 'linked'), ('b', 'review'), ('c', 'unlinked')) as v (event_id, status)",
    )
    engine.load("opted_out_event", {"event_id": "text"}, [("d",)])
    conflict = {"file_id": "integer", "row_number": "integer", "event_id": "text", "test_month": "text"}
    engine.load(
        "key_conflict",
        conflict | {"other_is_published": "boolean"},
        [(1, 7, "f", "2019-11", False), (1, 8, "f", "2019-12", False)],
    )
    return engine


def test_the_ledger_is_read_from_the_tables_of_a_run() -> None:
    """Each figure is counted from its own table, so that a step that loses a row is found out."""
    engine = a_run()

    ledger = read_ledger(engine, "2019-11")

    ledger.check()
    assert (ledger.superseded, ledger.other_month, ledger.opted_out, ledger.events) == (1, 1, 1, 3)
    assert ledger.key_conflict == 2
    assert other_months(engine, "2019-11") == {"2019-10": 1}


def test_a_step_that_loses_an_event_is_found_out() -> None:
    """A row fewer in links than events of the month."""
    engine = a_run()
    engine.create("links", "select * from links where event_id <> 'c'")

    with pytest.raises(IntegrityError, match="linked \\+ review \\+ unlinked is out by 1"):
        read_ledger(engine, "2019-11").check()
