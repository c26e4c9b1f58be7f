"""A check of doctor is one module: laid into a copy of the program, it is made and told in its place."""

from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cli.surroundings import surroundings
from linkage.commands.doctor.check import Subject
from linkage.commands.doctor.diagnosis import findings
from linkage.commands.doctor.every import CHECKS, in_order
from linkage.errors import ConfigError
from linkage.session.finding import Warned
from tests.structure.copied import copied, told_by


def test_one_module_is_enough(tmp_path: Path) -> None:
    """After what stands before it, in the words of its value."""
    copied(tmp_path, "home_folder.py", "linkage/commands/doctor/checks")
    told = told_by(tmp_path, "tell_check.py")

    assert [found["name"] for found in told["named"]][-2:] == ["temporary files", "home folder"]
    assert (told["named"][-1]["state"], told["named"][-1]["told"]) == ("ok", "is named")
    assert (told["none"][-1]["state"], told["none"][-1]["told"]) == ("warning", "none is named; set HOME")


def test_a_check_is_made_only_after_those_it_needs() -> None:
    """A warning is no hindrance; a problem is one, and so is a check that has nothing to look at."""

    def warns(_: Subject) -> str:
        raise Warned("take care")

    def fails(_: Subject) -> str:
        raise ConfigError("cannot be")

    first, last = CHECKS[0], CHECKS[-1]
    for look, names in ((warns, ["a", "b"]), (fails, ["a"]), (lambda _: None, [])):
        needed = replace(first, name="a", look=look)
        needing = replace(last, name="b", look=lambda _: "well", needs=(needed,))
        found = findings(in_order([needing, needed]), Subject(surroundings(), None))
        assert [one.name for one in found] == names


def test_without_a_job_there_is_none_to_look_at() -> None:
    """A check of the job that does not need the check of the job file is at fault."""
    with pytest.raises(ValueError, match="there is no job to look at"):
        _ = Subject(surroundings(), None).job


def test_an_order_that_is_none_is_refused() -> None:
    """Two of one name or place, or a check before what it needs."""
    first, second, *_ = CHECKS
    needing = replace(first, name="other", needs=(second,))

    for several in ([first, replace(second, place=first.place)], [first, replace(first, place=1)]):
        with pytest.raises(ValueError, match="two checks have one"):
            in_order(several)
    with pytest.raises(ValueError, match="a check stands before one that it needs"):
        in_order([needing, second])
