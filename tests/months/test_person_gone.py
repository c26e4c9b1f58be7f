"""Person keys that a later delivery of hospital records merges or issues anew: how many links rest on a key of then."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.inputs.sample import APC_NAMES
from tests.months.world import MONTHS, World
from tests.tables import Row, rows

pytestmark = pytest.mark.slow
KEY = APC_NAMES.index("TOKEN_PERSON_ID")
CASES = rows("""
    keys become    | pseudonyms | events to a key that is gone
    ---------------+------------+-----------------------------
    0 new, 1 new   |            | 2
    0 as 1, 2 new  | yes        | 2
    8 new          |            | 0
""")
"""Eight people with an event each, 0 to 7, and 8 without one. Whoever gets the key of another is merged into them."""
PSEUDONYMS = '\n[keys]\npseudonym = "file:secret.key"\n\n[outputs]\npseudonymise_person = true\n'


def reissued(world: World, told: str) -> None:
    """The hospital records under the keys of a later delivery."""
    keys = [row[KEY] for row in world.hes]
    for one in told.split(", "):
        person, what = one.split(" ", 1)
        place = int(person)
        world.hes[place][KEY] = f"{keys[place]}9" if what == "new" else keys[int(what.removeprefix("as "))]


def short_world(folder: Path, *, pseudonyms: bool) -> World:
    """The first month, published; a ninth person in hospital alone."""
    world = World(folder)
    (folder / "secret.key").write_bytes(bytes(range(7, 71)))
    (folder / "secret.key").chmod(0o600)
    world.more = PSEUDONYMS if pseudonyms else ""
    ninth = list(world.hes[0])
    ninth[0], ninth[KEY], ninth[2], ninth[3] = "E9", "P9", "9990000999", "19310303"
    world.hes.append(ninth)
    second = world.did.pop(MONTHS[1])
    assert world.run("--month", MONTHS[0]) == 0
    world.did[MONTHS[1]] = second
    return world


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["keys become"]))
def test_links_to_a_key_of_then_are_counted(
    case: Row, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the run of the next month, before anybody links again; that gives the same number of events another person."""
    world = short_world(tmp_path, pseudonyms=case["pseudonyms"] is not None)
    reissued(world, str(case["keys become"]))
    gone = int(str(case["events to a key that is gone"]))
    capsys.readouterr()

    assert exit_code(["run", str(world.write()), "--month", MONTHS[1]]) == 0
    told = capsys.readouterr().out
    found = world.manifest.delivery
    assert found is not None and found.months[MONTHS[0]].person_gone == gone
    assert ("person gone" in told) == (gone > 0)
    page = (tmp_path / "out" / "current" / "report" / "index.html").read_text("utf-8")
    assert (f"{gone:,} event(s) whose person is in no hospital file any more" in page) == (gone > 0)
    if gone == 0:
        return
    assert exit_code(["run", str(world.write()), "--changed", "--json"]) == 0
    links = json.loads(capsys.readouterr().out)["delivery"]["months"][MONTHS[0]]["links"]
    assert (links["other_person"], links["lost"], links["gained"]) == (gone, 0, 0)
