"""Is there anything to do?"""

import pytest

from linkage.errors import ConfigError
from linkage.release.standing import is_to_run, standing
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


def test_what_a_run_makes_of_it() -> None:
    """Nothing to do, or something, or a refusal that names the change and the way on."""
    assert not is_to_run(BEFORE, "2026-04", SAME, restate=False)
    assert is_to_run(BEFORE, "2026-05", SAME, restate=False)
    assert is_to_run(None, "2026-04", SAME, restate=False)
    assert is_to_run(BEFORE, "2026-04", SAME, restate=True)
    assert not is_to_run(BEFORE, "2026-04", {**SAME, "opt_outs": "c"}, restate=False)
    changed = {"inputs": "secret", "version": "2"}
    assert is_to_run(BEFORE, "2026-04", changed, restate=True)
    with pytest.raises(ConfigError, match=r"release 0007.*: inputs, version\. Add --restate") as told:
        is_to_run(BEFORE, "2026-04", changed, restate=False)
    assert "secret" not in str(told.value)
