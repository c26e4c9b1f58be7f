"""The hold-out in `run --json`: by the model that linked the month, and by the model file where m was adapted."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from linkage.commands.report import released_holdout as module
from linkage.config.job import Job
from linkage.words.figure import Figure

BOTH = ("recall", "false_link_share")
SHOWN = {"value": 0.8, "low": 0.75, "high": 0.85}


def told(monkeypatch: pytest.MonkeyPatch, *measures: str) -> object:
    """What --json says of a release whose statistics have these estimates of the hold-out."""
    rows = [
        Figure("linkage_error", "month", "2019-11", f"holdout_{name}{end}", None, None, value, "2019-11")
        for name in measures
        for end, value in {"": 0.8, "_low": 0.75, "_high": 0.85}.items()
    ]
    monkeypatch.setattr(module, "figures_in", lambda *_: rows)
    job = cast("Job", SimpleNamespace(output=Path("out")))
    return module.released_holdout(job, "0001", "2019-11")


def test_by_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Value and range of recall and wrong links; a model that decided nothing is not there."""
    of_one = dict.fromkeys(BOTH, SHOWN)

    assert told(monkeypatch) == {}
    assert told(monkeypatch, *BOTH) == {"used": of_one}
    assert told(monkeypatch, *BOTH, *(f"trained_{name}" for name in BOTH)) == {
        "used": of_one,
        "trained": of_one,
    }
