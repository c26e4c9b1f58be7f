"""Files that are named in another order: which row of a key is the last may be another, and so is the month."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from linkage.commands.run.month_fingerprint import DATA, lookups_of
from linkage.steps.inputs.delivery.order_of_files import unlike_names
from tests.months.world import MONTHS, SEX, World, found
from tests.tables import rows

ORDERS = rows("""
    files, in the order of the job                | told
    ----------------------------------------------+---------------------------------
    did:a.csv did:b.csv apc:1.txt                  |
    did:b.csv did:a.csv apc:1.txt                  | did:b.csv did:a.csv
    did:D_9.csv did:D_10.csv                       |
    did:D_10.csv did:D_9.csv                       | did:D_10.csv did:D_9.csv
    did:a.csv apc:2.txt apc:1.txt op:2.txt         | apc:2.txt apc:1.txt
    did:a.csv sites:b.csv sites:a.csv              |
""")


@pytest.mark.parametrize("drawn", ORDERS)
def test_only_an_order_that_names_do_not_say_is_told(drawn: Mapping[str, str | None]) -> None:
    """So that months of files in the order of their names are as they were."""
    labels = str(drawn["files, in the order of the job"]).split()

    assert unlike_names(dict.fromkeys(labels, "0"), DATA) == str(drawn["told"] or "").split()


def test_lookups_are_known_by_their_order_where_it_is_not_that_of_their_names() -> None:
    """The last directory that has a postcode says its area."""
    plain = lookups_of({"sites:a": "1", "sites:b": "2", "did:z": "3", "did:a": "4"})

    assert plain == ["sites 1", "sites 2"]
    assert lookups_of({"sites:b": "2", "sites:a": "1"}) == [*plain, "2", "1"]


@pytest.mark.slow
def test_another_order_is_another_result(tmp_path: Path) -> None:
    """Two files have a row of one event: the last that the job names is the event, whatever they are called."""
    month = MONTHS[0]
    world = World(tmp_path)
    row = [*world.did[month][0]]
    row[SEX] = {"1": "2", "2": "1"}[row[SEX]]
    world.did["second"] = [row]
    said = f"""did.paths=["did/DID_{month}.csv", "did/DID_second.csv"]"""
    other = f"""did.paths=["did/DID_second.csv", "did/DID_{month}.csv"]"""
    assert world.run("--month", month, "--set", said) == 0
    assert agreeing(world) == len(world.did[month]) - 1

    assert world.run("--changed", "--set", said) == 0
    assert world.manifest.release == "0001"
    assert world.run("--changed", "--set", other) == 0
    assert world.manifest.release == "0002"
    assert agreeing(world) == len(world.did[month])
    assert world.run("--changed", "--set", other) == 0
    assert world.manifest.release == "0002"


def agreeing(world: World) -> int:
    """Events of the first month whose sex is that of their person."""
    files = world.folder / "out" / "current" / "links" / f"test_month={MONTHS[0]}" / "*.parquet"
    return len(found(f"select 1 from read_parquet('{files}') where sex_agreement = 'exact'"))
