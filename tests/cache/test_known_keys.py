"""Record keys that come again in files of which an earlier run saw most: found among new rows, as from scratch."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.session.surroundings import unheard
from linkage.steps.inputs.again import earlier
from linkage.steps.inputs.delivery.known_keys import keys_that_may_repeat
from linkage.steps.inputs.taken import Taken
from tests.cache.deliveries import differing, hospital_bytes, inputs_of, sources, tables, write
from tests.cache.test_differences import NEW, STAYS, Row

OTHER = ("9", "P9", "", "1971-02-03", "2", "", "2018-11-01")
AGAIN = ("9", "P9", "", "1971-02-03", "2", "", "2019-11-01")
OLDER = [OTHER, ("8", *OTHER[1:])]
FIRST: dict[str, list[Row]] = {"HES_OP_1819.txt": [*OLDER], "HES_OP_1920.txt": [*STAYS]}

CASES: dict[str, tuple[dict[str, list[Row]], bool]] = {
    #                                  files of now                                             known of most
    "a row came": ({**FIRST, "HES_OP_1920.txt": [*STAYS, NEW]}, True),
    "a key of another file came": ({**FIRST, "HES_OP_1920.txt": [*STAYS, AGAIN]}, True),
    "a key of the file came": ({**FIRST, "HES_OP_1920.txt": [*STAYS, (STAYS[0][0], *NEW[1:])]}, True),
    "a row went from one file to another": (
        {"HES_OP_1819.txt": [*OLDER, STAYS[4]], "HES_OP_1920.txt": [*STAYS[:4]]},
        True,
    ),
    "a file came": ({**FIRST, "HES_OP_1718.txt": [AGAIN]}, True),
    "two files have rows of one": ({**FIRST, "HES_OP_1920_2.txt": [*STAYS, NEW]}, False),
    "all files are others": ({"HES_OP_2021.txt": [AGAIN, NEW]}, False),
}


@pytest.mark.parametrize("case", CASES)
def test_keys_of_files_that_were_seen(
    engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """Whichever rows are new, superseded rows and keys are those of scratch."""
    monkeypatch.setattr(earlier, "FEWEST_ROWS", 1)
    among: list[str] = []

    def told(engine: Engine, cache: Cache | None, files: Sequence[Taken]) -> str:
        among.append(keys_that_may_repeat(engine, cache, files))
        return among[-1]

    monkeypatch.setattr("linkage.steps.inputs.delivery.joined.keys_that_may_repeat", told)
    now, is_known = CASES[case]
    for rows in (FIRST, now):
        cache = Cache(tmp_path / "out" / "cache", unheard)
        write(tmp_path / "hes", {name: hospital_bytes("op", each) for name, each in rows.items()})
        found = sources(tmp_path / "hes", sorted(rows))
        widely = [one.__class__(**{**one.__dict__, "max_damaged_key_share": 1.0}) for one in found]
        made = tables(engine, inputs_of(widely, tmp_path, cache))
        known = bool(among[-1])
        tidy(cache, 2)
        assert differing(made, tables(engine, inputs_of(widely, tmp_path))) == []
    assert known is is_known
