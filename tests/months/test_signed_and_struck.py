"""A month that was signed off and is struck from since: who signed, when, and what to do, wherever a strike is told."""

import json
import re

import pytest

from linkage.cli.main import exit_code
from linkage.cli.pages.plan_page import struck_lines
from linkage.release.record.signed_off import SignedOff
from linkage.release.record.struck import Struck
from linkage.strike.messages import signed_off_and_struck, struck_line
from tests.months.world import MONTHS, World
from tests.tables import Row, rows

DIRECTOR = SignedOff(release="0001", at="2026-05-11", role="IG director")
NO_ROLE = SignedOff(release="0002", at="2026-06-11")
CASES = rows("""
    people | events | moved | withdrawn | signed         | by whom and when                              | before
    -------+--------+-------+-----------+----------------+-----------------------------------------------+-------------
    1      | 2      | 0     | 0         |                |                                               |
    1      | 2      | 0     | 0         | director       | by IG director on 2026-05-11 (release 0001)   | 2 events were
    0      | 0      | 1     | 0         | blank        | on 2026-06-11 (release 0002)                  | 1 event was
    0      | 1      | 2     | 3         | director blank | on 2026-06-11 (release 0002), and once earlier| 6 events were
    1      | 0      | 0     | 0         | director       | by IG director on 2026-05-11 (release 0001)   | 1 person was
""")


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['people']} {case['events']} {case['signed']}"
)
def test_who_signed_and_what_went_since(case: Row) -> None:
    """The last sign-off counts; without one nothing is said."""
    by = {"director": DIRECTOR, "blank": NO_ROLE}
    signed = tuple(by[name] for name in str(case["signed"] or "").split())
    counts = {name: int(str(case[name])) for name in ("people", "events", "moved", "withdrawn")}
    struck = Struck(**counts, signed_off=signed)
    told = [struck_line("2026-04", struck), *struck_lines({"2026-04": struck})]

    warning = signed_off_and_struck("2026-04", struck)

    if case["by whom and when"] is None:
        assert warning is None
        assert not any("signed off" in line for line in told)
        return
    assert warning is not None and "linkage releases approve" in warning
    expected = f"signed off {case['by whom and when']}, before {case['before']} struck by one release"
    assert all(expected in line for line in (warning, told[0], told[-1]))


@pytest.mark.slow
def test_plan_run_and_report_name_the_sign_off(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a release that only strikes: the plan before, the run, the release and its report after."""
    job = str(world.folder / "job.toml")
    words = ("--by", "A. Reviewer", "--role", "Caldicott guardian", "--note", "fit")
    assert exit_code(["releases", "approve", job, "0002", *words]) == 0
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    (world.folder / "opt_outs.csv").write_text(f"{world.did[MONTHS[0]][2][0]}\n", "utf-8")
    job = str(world.write())
    capsys.readouterr()

    assert exit_code(["plan", job, "--month", MONTHS[0], "--json"]) == 0
    (planned,) = json.loads(capsys.readouterr().out)["struck"][MONTHS[0]]["signed_off"]
    assert planned["role"] == "Caldicott guardian"
    assert exit_code(["plan", job, "--month", MONTHS[0]]) == 0
    assert SAID.search(capsys.readouterr().out)
    assert exit_code(["run", job, "--month", MONTHS[0], "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["struck"][MONTHS[0]]["signed_off"] == [planned]
    assert SAID.search(told.err) and "have it looked at and signed off" in told.err
    page = (world.folder / "out" / "current" / "report" / "index.html").read_text("utf-8")
    assert SAID.search(page) and f"{MONTHS[0]}, {MONTHS[1]} are not as signed off before" in page
    assert "This month was signed off by" in page
    for act in ("list", "show"):
        assert exit_code(["releases", act, job]) == 0
        assert SAID.search(capsys.readouterr().out)


SAID = re.compile(
    r"was signed off by Caldicott guardian on \d{4}-\d\d-\d\d \(release 0002\), before \d+ events? w"
)
