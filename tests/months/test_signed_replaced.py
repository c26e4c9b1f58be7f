"""Months that were signed off and are linked again: which, as what and when, wherever a release and a run are told."""

import json
import re
from dataclasses import replace

import pytest

from linkage.cli.main import exit_code
from linkage.cli.pages.plan_page import standing_lines
from linkage.cli.pages.release_list import as_result
from linkage.commands.run.folder_warnings import signed_off_warning
from linkage.release.chronicle import Changed, Story
from linkage.release.listed import Listed
from linkage.release.record.signed_before import signed_before
from linkage.release.record.signed_off import SignedOff, in_words
from linkage.release.record.struck import Struck
from linkage.report.advice import no_more_as_signed
from tests.cli.golden_plan import REFUSED, plan_of
from tests.months.world import MONTHS, World
from tests.release.world import manifest_for
from tests.report.series_world import World as SeriesWorld
from tests.report.series_world import figures
from tests.report.told import facts_of
from tests.tables import Row, rows

BY = {
    "director": ("0001", "2026-05-11", "IG director"),
    "blank": ("0002", "2026-06-11", ""),
    "guardian": ("0003", "2026-07-11", "Caldicott guardian"),
}
ONE_MONTH = rows("""
    signed                  | said
    ------------------------+-----------------------------------------------------------------
                            |
    director                | signed off by IG director on 2026-05-11 (release 0001)
    director blank          | signed off on 2026-06-11 (release 0002), and once earlier
    director blank guardian | signed off by Caldicott guardian on 2026-07-11 (release 0003), and 2 times earlier
""")
SEVERAL = rows("""
    signed                              | again           | strikes | months named
    ------------------------------------+-----------------+---------+-------------------------
    2019-11 director                    |                 |         | 2019-11
    2019-10 director, 2019-11 guardian  | 2019-10         |         | 2019-10, 2019-11
    - director                          |                 |         | 2019-11
    - director                          | 2019-10         |         | one of 2019-10, 2019-11
    - director                          |                 | alone   |
""")
"""`-`: an earlier version did not say which month; where it only struck, it repeated what the release before said."""
FIRST_SCREEN = rows("""
    signed  | linked again | said
    --------+--------------+---------------------------------------------------------------------------------
            |              |
    10      | 10           | 10 was linked again since it was signed off
    10, 11  | 10, 11       | 10, 11 were linked again since they were signed off
    11      |              | 11 is not as signed off before
    10, 11  | 10           | 10 was linked again since it was signed off; 11 is not as signed off before
""")
"""A month that was linked again may hold the same rows; one that was struck from does not."""


def sign_off(name: str, month: str = "") -> SignedOff:
    """One of BY."""
    release, at, role = BY[name]
    return SignedOff(release=release, at=at, role=role, month=month)


@pytest.mark.parametrize("case", ONE_MONTH, ids=lambda case: str(case["signed"]))
def test_earlier_sign_offs_are_said_in_one_way(case: Row) -> None:
    """By a restatement as by a strike, word for word."""
    signed = tuple(map(sign_off, str(case["signed"] or "").split()))
    struck = Struck(people=1, events=2, signed_off=signed).sign_off_words()
    warning = signed_off_warning("2019-11", signed)

    assert in_words(signed) == case["said"]
    assert (struck, warning) == (None, None) if not case["said"] else True
    if case["said"]:
        assert str(struck).startswith(f"{case['said']}, before 2 events")
        assert str(warning).startswith(f"2019-11 was {case['said']}, as it was last linked")


@pytest.mark.parametrize(
    "case", SEVERAL, ids=lambda case: f"{case['signed']} {case['again']} {case['strikes']}"
)
def test_a_release_names_the_months(case: Row) -> None:
    """Each of several with its own sign-off; where an earlier version did not say, no month is made up."""
    signed = []
    for one in str(case["signed"]).split(", "):
        month, name = one.split()
        signed.append(sign_off(name, "" if month == "-" else month))
    made = manifest_for("0004", "2019-11", 3)
    again = dict.fromkeys(filter(None, [case["again"]]), made.counts)
    only_strikes = case["strikes"] == "alone"
    made = made.model_copy(
        update={"signed_off_before": tuple(signed), "made_again": again, "only_strikes": only_strikes}
    )

    assert ", ".join(signed_before(made)) == (case["months named"] or "")
    listed = as_result(Listed(made, Story("0004", None, Changed(), (), ()), None, is_current=True))
    assert listed["signed_off_before"] == ([] if only_strikes else [one.model_dump() for one in signed])
    assert all(words.endswith("before it was linked again") for words in signed_before(made).values())


@pytest.mark.parametrize("case", FIRST_SCREEN, ids=lambda case: f"{case['signed']} {case['linked again']}")
def test_the_first_screen_asks_for_a_new_sign_off(case: Row) -> None:
    """And does not say of a month linked again that it is otherwise."""
    signed, again = (
        tuple(filter(None, str(case[name] or "").split(", "))) for name in ("signed", "linked again")
    )
    world = SeriesWorld(months=2)
    drawn = figures(world)
    facts = replace(
        facts_of(world, drawn, world.periods[-1]),
        signed_before=tuple((month, "signed off") for month in signed),
        signed_and_linked=again,
    )

    assert no_more_as_signed(facts) == (f"; {case['said']}" if case["said"] else "")


def test_a_plan_names_what_would_be_replaced() -> None:
    """Beside how the month stands, whichever of several months it is."""
    plan = replace(plan_of("2019-11", REFUSED), replaces={"2019-11": (sign_off("director", "2019-11"),)})

    (told,) = (line for line in standing_lines(plan) if "signed off" in line)

    assert told.startswith(f"2019-11 was {ONE_MONTH[1]['said']}, and would be linked again")


@pytest.mark.slow
def test_two_signed_months_are_made_again(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """By --changed, in one release: plan, run, its --json, list, show and the first screen name both."""
    job = str(world.folder / "job.toml")
    assert (
        exit_code(["releases", "approve", job, "2", "--by", "A", "--role", "IG director", "--note", "fit"])
        == 0
    )
    for month in MONTHS:
        world.did[month][0][5] = ""
    world.write()
    capsys.readouterr()

    assert exit_code(["plan", job, "--changed"]) == 0
    plan = capsys.readouterr().out
    assert exit_code(["run", job, "--changed", "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)["signed_off_before"]
    assert [(one["month"], one["role"], one["release"]) for one in found] == [
        (month, "IG director", "0002") for month in MONTHS
    ]
    acts = []
    for act in ("list", "show"):
        assert exit_code(["releases", act, job]) == 0
        acts.append(capsys.readouterr().out)
    page = (world.folder / "out" / "current" / "report" / "index.html").read_text("utf-8")
    for month in MONTHS:
        said = re.compile(rf"{month} was signed off by IG director on \d{{4}}-\d\d-\d\d \(release 0002\)")
        assert all(said.search(text) for text in (plan, told.err, *acts))
        assert said.search(page) or (month == world.manifest.month and "This month was signed off" in page)
    assert f"{MONTHS[0]}, {MONTHS[1]} were linked again since they were signed off" in page

    (world.folder / "opt_outs.csv").write_text(f"{world.did[MONTHS[0]][2][0]}\n", "utf-8")
    world.more = '\n[opt_outs]\npaths = ["opt_outs.csv"]\n'
    assert world.run("--month", MONTHS[0]) == 0
    assert world.manifest.only_strikes and world.manifest.signed_off_before == ()


@pytest.mark.slow
def test_a_stretch_of_months_is_restated(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """A release for each, and a plan that says so; without a month there is nothing to restate."""
    stretch = f"{MONTHS[0]}..{MONTHS[1]}"
    job = str(world.write())

    assert exit_code(["plan", job, "--months", stretch, "--restate"]) == 0
    plan = capsys.readouterr().out
    assert all(f"{month} is published in release 0002 and would be linked anew" in plan for month in MONTHS)
    assert "left as they are" not in plan
    assert world.run("--months", stretch, "--restate") == 0
    assert (world.manifest.release, world.manifest.month) == ("0004", MONTHS[1])
    assert world.run("--changed", "--restate") == 2
    assert "or --months A..B" in capsys.readouterr().err
