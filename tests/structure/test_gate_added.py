"""A gate is one module: laid into a copy of the program, jobs may set it, and it is judged in its place."""

from dataclasses import replace
from pathlib import Path

import pytest

from linkage.gates.every import GATES, in_order
from tests.structure.copied import copied, told_by


def test_one_module_is_enough(tmp_path: Path) -> None:
    """A key of the job file with its meaning, and the limits of its value or of the job."""
    copied(tmp_path, "max_review_share.py", "linkage/gates/each")
    told = told_by(tmp_path, "tell_gate.py")
    place = told["names"].index("max_review_share")

    assert told["names"][place - 1] == "min_match_rate" and place < len(told["names"]) - 1
    assert told["schema"]["description"] == "Share of events for review."
    assert told["schema"]["anyOf"][-1]["$ref"].endswith("/ShareSetting")
    assert told["schema"]["default"] == {"warn": 0.2}
    assert told["usual"] == ["warns over 20%"]
    assert told["own"] == ["refuses over 10%"]


def test_an_order_that_is_none_is_refused() -> None:
    """Two of one name or place."""
    first, second, *_ = GATES

    assert in_order([second, first]) == (first, second)
    for several in ([first, replace(first, place=1)], [first, replace(second, place=first.place)]):
        with pytest.raises(ValueError, match="two gates have one"):
            in_order(several)
