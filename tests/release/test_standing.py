"""Is there anything to do?"""

import pytest

from linkage.release.standing import changed_in_words, standing
from tests.release.world import manifest_for

BEFORE = manifest_for("0007", "2026-04", 8)
SAME = {"inputs": "a", "version": "1"}


@pytest.mark.parametrize(
    ("month", "fingerprint", "found"),
    [
        ("2026-04", SAME, "unchanged"),
        ("2026-05", SAME, "new"),
        ("2026-04", {**SAME, "inputs": "b"}, ("inputs",)),
        ("2026-04", {"inputs": "b", "version": "2"}, ("inputs", "version")),
        ("2026-04", {**SAME, "method": "2"}, "unchanged"),
        ("2026-04", {"inputs": "a", "method": "2"}, "unchanged"),
        ("2026-04", {"inputs": "b", "method": "2"}, ("inputs",)),
    ],
)
def test_standing(month: str, fingerprint: dict[str, str], found: object) -> None:
    """What only one side has, such as the method of a month that an earlier version published, is not known."""
    assert standing(BEFORE, month, fingerprint) == found
    assert standing(None, month, fingerprint) == "new"


def test_what_is_said_of_a_month_that_has_changed() -> None:
    """The release, the reasons and both ways on."""
    told = changed_in_words(BEFORE, "2026-04", ("3 new event(s)", "other rules"))

    assert "release 0007" in told
    assert "3 new event(s), other rules" in told
    assert "--changed" in told
    assert "--restate" in told
