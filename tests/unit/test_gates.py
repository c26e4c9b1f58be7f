"""Gates: none by default; a gate that does not hold stops the release and says which and by how much."""

import pytest

from linkage.config.job import GatesTable
from linkage.errors import GateError
from linkage.gates import judge, refuse_unless_held
from linkage.ledger import Ledger

LEDGER = Ledger(
    rows_read=110,
    rows_quarantined=10,
    rows_accepted=100,
    other_month=0,
    superseded=0,
    opted_out=0,
    events=100,
    linked=90,
    review=4,
    unlinked=6,
)


@pytest.mark.parametrize(
    ("name", "limit", "held"),
    [
        ("max_quarantine_share", 0.1, True),
        ("max_quarantine_share", 0.09, False),
        ("min_match_rate", 0.9, True),
        ("min_match_rate", 0.91, False),
        ("max_match_rate_drop", 0.06, True),
        ("max_match_rate_drop", 0.04, False),
        ("max_expected_false_link_share", 0.003, True),
        ("max_expected_false_link_share", 0.002, False),
        ("min_events", 100, True),
        ("min_events", 101, False),
    ],
)
def test_each_gate_on_both_sides_of_its_limit(name: str, limit: float, *, held: bool) -> None:
    """The limit itself still passes."""
    gates = judge(
        GatesTable.model_validate({name: limit}), LEDGER, previous_match_rate=0.95, expected_false_links=0.003
    )

    assert [(gate.name, gate.held) for gate in gates] == [(name, held)]
    if held:
        refuse_unless_held(gates)
    else:
        with pytest.raises(GateError, match=f"{name} is .* nothing|nothing was published: {name}"):
            refuse_unless_held(gates)


def test_no_gate_is_set_by_default() -> None:
    """A month is never held back by a rule nobody wrote."""
    assert judge(GatesTable(), LEDGER, previous_match_rate=1.0, expected_false_links=1.0) == ()


def test_a_first_release_has_nothing_to_fall_from() -> None:
    """max_match_rate_drop needs an earlier release."""
    gates = judge(
        GatesTable(max_match_rate_drop=0.0), LEDGER, previous_match_rate=None, expected_false_links=0.0
    )

    assert gates == ()
