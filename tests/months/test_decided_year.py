"""A decision survives twelve runs: deliveries, restatements, another model, another method, another profile."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.commands.run import month_fingerprint
from tests.inputs.sample import apc_row
from tests.months.test_decisions import links, of_month, say
from tests.months.world import MONTHS, SEX, World, did_rows, found
from tests.probabilistic.fixed_model import fixed_model
from tests.spec.steps import profile

DECEMBER = "2019-12"
CORRECTED = f"{MONTHS[0]}-08"
"""The day of the row that is corrected."""


class Scored(World):
    """The same small months, linked by hes_did with a model of made-up numbers."""

    profile = "hes_did"

    def write(self) -> Path:
        """The files, and the job with its profile."""
        job = super().write()
        model = 'model = "model.json"\n' if self.profile == "hes_did" else ""
        job.write_text(
            job.read_text().replace('profile = "dmq_2015"\n', f'profile = "{self.profile}"\n{model}')
        )
        return job

    def model(self, right: float) -> None:
        """The model that the job names: `right` is the share of numbers that are right."""
        rules = profile("hes_did").p
        assert rules is not None
        made = fixed_model(rules)
        made = made.model_copy(update={"number": made.number.model_copy(update={"right": right})})
        made.signed().write(self.folder / "model.json")


def on_day(world: World, day: str) -> set[str]:
    """The events of a day."""
    files = world.folder / "out" / "current" / "events" / f"test_month={MONTHS[0]}" / "*.parquet"
    rows = found(f"select event_id from read_parquet('{files}') where test_date = date '{day}'")
    return {str(event) for (event,) in rows}


def corrected(world: Scored) -> None:
    """Another sex in a row that nobody has decided on."""
    world.did[MONTHS[0]][7][SEX] = "9"


def newcomer(world: Scored) -> None:
    """Somebody whom nothing is known of that any event says."""
    row = apc_row(70)
    row[2:6] = "9990009989", "1931-12-31", "1", "ZX9 9ZX"
    world.hes.append(row)


def december(world: Scored) -> None:
    """A third month comes in."""
    world.did[DECEMBER] = did_rows(DECEMBER)


def other_model(world: Scored) -> None:
    """Numbers are a little less often right."""
    world.model(0.96)


def other_profile(world: Scored) -> None:
    """No rank P any more."""
    world.profile = "dmq_2015"


def nothing(_: Scored) -> None:
    """Nothing is delivered."""


RUNS: tuple[tuple[Callable[[Scored], None], tuple[str, ...]], ...] = (
    (nothing, ("--changed",)),
    (nothing, ("--month", MONTHS[1])),
    (corrected, ("--changed",)),
    (nothing, ("--month", MONTHS[0], "--restate")),
    (newcomer, ("--changed",)),
    (december, ("--month", DECEMBER)),
    (other_model, ("--changed",)),
    (nothing, ("--month", MONTHS[0], "--restate")),
    (corrected, ("--month", MONTHS[0], "--restate")),
    (other_profile, ("--month", MONTHS[0], "--restate")),
    (nothing, ("--changed",)),
    (nothing, ("--month", MONTHS[0], "--restate")),
)


@pytest.mark.night("tests/months/test_decisions.py")
def test_twelve_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is delivered and however it is linked, the three events are as three reviewers said."""
    world = Scored(tmp_path)
    tmp_path.joinpath("did").mkdir()
    world.model(0.97)
    assert world.run("--month", MONTHS[0]) == 0
    event, apart, wide, *_ = elsewhere = [
        one for one in of_month(world, MONTHS[0]) if one not in on_day(world, CORRECTED)
    ]
    person = next(str(link[1]) for one, link in links(world).items() if one in elsewhere[3:] and link[1])
    assert say(world, event, "--person", person) == 0
    assert say(world, apart, "--none") == 0
    assert say(world, wide, "--person", person, "--reach", "identity") == 0

    models, methods = set(), set()
    for place, (deliver, asked) in enumerate(RUNS):
        deliver(world)
        if place == 8:
            monkeypatch.setattr(month_fingerprint, "METHOD_VERSION", "another")
        assert world.run(*asked) == 0, (place, deliver.__name__)
        now = links(world)
        assert [now[one][:2] for one in (event, apart, wide)] == [
            ("linked", person), ("unlinked", None), ("linked", person),
        ], (place, deliver.__name__)  # fmt: skip
        assert all(now[one][4] for one in (event, apart, wide))
        print_of = world.manifest.fingerprints[MONTHS[0]]
        models.add(print_of["model"])
        methods.add(print_of["method"])

    assert (len(models), len(methods)) == (3, 2)
    assert len(json.loads((tmp_path / "out" / "current" / "manifest.json").read_text())["months"]) == 3
