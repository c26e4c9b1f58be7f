"""A reviewer's decision under a clock that is behind what is published."""

from datetime import UTC, datetime

import pytest

from tests.months.test_decisions import of_month, say
from tests.months.world import MONTHS, World


class Earlier(datetime):
    """A clock that was set back."""

    @classmethod
    def now(cls, tz: object = None) -> "Earlier":
        """Long before any release."""
        del tz
        return cls(2020, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.slow
def test_a_decision_bears_the_false_day_and_that_is_told(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written down all the same; the clock put right, nothing is told."""
    first, second, *_ = of_month(world, MONTHS[0])
    capsys.readouterr()
    assert say(world, first, "--none") == 0
    assert "clock" not in capsys.readouterr().err

    monkeypatch.setattr("linkage.cli.surroundings.datetime", Earlier)
    assert say(world, second, "--none") == 0
    assert "before release 0002 was finished" in capsys.readouterr().err
