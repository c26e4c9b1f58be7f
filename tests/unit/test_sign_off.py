"""What stands of what people said of a release: the last word of each person and scope, until its last day."""

from datetime import date

import pytest

from linkage.release import journal
from linkage.release.record.sign_off import SignOff, standing, states
from tests.tables import Row, rows

ACTS = {
    "approves": journal.APPROVED,
    "refuses": journal.REFUSED,
    "withdraws": journal.SIGN_OFF_WITHDRAWN,
}
DAY = date(2026, 6, 1)
CASES = rows("""
    said, oldest first                         | what has become of each    | is signed off
    -------------------------------------------+----------------------------+--------------
    A approves                                 | stands                     | yes
    A refuses                                  | stands                     | no
    A approves; B refuses                      | stands, stands             | no
    A approves; A refuses                      | replaced, stands           | no
    A refuses; a approves                      | replaced, stands           | yes
    A approves; A withdraws                    | withdrawn                  | no
    A approves; B withdraws                    | stands                     | yes
    A approves for X; A approves for Y         | stands, stands             | yes
    A approves for X; A approves for x         | replaced, stands           | yes
    A approves for X; A withdraws for Y        | stands                     | yes
    A approves for X; A withdraws              | withdrawn                  | no
    A approves; A withdraws; A approves        | withdrawn, stands          | yes
    B refuses; A approves; B withdraws         | withdrawn, stands          | yes
    A approves until 2026-05-31                | expired                    | no
    A approves until 2026-06-01                | stands                     | yes
    """)


def act_of(said: str) -> SignOff:
    """An act as it is drawn: who does what, for what, until when."""
    who, does, *more = said.split()
    named = dict(zip(more[::2], more[1::2], strict=True))
    return SignOff(ACTS[does], "2026-05-01", who, scope=named.get("for", ""), until=named.get("until", ""))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["said, oldest first"]))
def test_the_last_word_counts(case: Row) -> None:
    """Of one person, for one use; a name in other letters is the same name."""
    acts = [act_of(said) for said in str(case["said, oldest first"]).split("; ")]

    assert ", ".join(state for _, state in states(acts, DAY)) == case["what has become of each"]
    assert bool(standing(acts, DAY)) == (case["is signed off"] == "yes")


def test_without_a_day_none_has_expired() -> None:
    """A report has no clock: it shows the last day."""
    acts = [act_of("A approves until 2026-05-31")]
    assert [state for _, state in states(acts, None)] == ["stands"]
