"""What a reviewer reads of what was written down: from when it binds, if it binds anything."""

import pytest

from linkage.cli.pages.decision_lines import decided_lines
from linkage.commands.decide.decide import Decided
from tests.decisions.decided import decision
from tests.tables import Row, rows

CASES = rows("""
    said        | in the place of | it binds | what was before binds no more
    ------------+-----------------+----------+------------------------------
    match       |                 | yes      | no
    match       | d01             | yes      | no
    none        |                 | yes      | no
    cannot_tell |                 | no       | no
    cannot_tell | d01             | no       | yes
    withdrawn   | d01             | no       | yes
""")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['said']} {case['in the place of']}")
def test_what_binds_nothing_is_not_said_to_bind(case: Row) -> None:
    """Nobody who could not tell is sent to run months again for it, unless it ends an earlier decision."""
    before = tuple(str(case["in the place of"] or "").split())
    is_withdrawn = case["said"] == "withdrawn"
    written = decision(
        answer="none" if is_withdrawn else str(case["said"]),
        person="P1" if case["said"] == "match" else None,
        decision_id="d02",
        supersedes=before,
        withdrawn=is_withdrawn,
    )

    told = "\n".join(decided_lines(Decided(written, "2026-04", 0)))

    assert ("it binds from the next run" in told) == (case["it binds"] == "yes")
    assert ("what was decided before binds no more" in told) == (
        case["what was before binds no more"] == "yes"
    )
    assert ("linkage run JOB --changed" in told) == (
        "yes" in (case["it binds"], case["what was before binds no more"])
    )
