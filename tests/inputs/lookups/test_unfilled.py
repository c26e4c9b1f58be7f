"""What nothing in a lookup fills is told, with what will be unknown and where to say under which name it stands."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.steps.inputs.lookups.unfilled import told_unfilled
from linkage.steps.inputs.source import Source
from tests.layouts.files import read_lookup
from tests.tables import rows

TABLE = rows("""
    lookup             | header                        | row                  | told
    -------------------+-------------------------------+----------------------+----------------------------
    postcode_directory | pcds,lsoa21,icb,rgn,ctry,imd  | AB1 2CD,L,I,R,C,1    |
    postcode_directory | pcds,lsoa21,icb,rgn,ctry,rank | AB1 2CD,L,I,R,C,1    | IMD
    postcode_directory | pcds,lsoa21,icb,rgn,ctry,imd  | AB1 2CD,L,I,R,C,     | IMD
    postcode_directory | pcds,lsoa21,icb,rgn,imd       | AB1 2CD,L,I,R,1      | CTRY
    postcode_directory | pcds                          | AB1 2CD              | LSOA11, ICB, RGN, CTRY, IMD
    modality           | CODE,MODALITY,REGION,SYSTEM   | XCHES,X,R,S          |
    modality           | CODE,MODALITY,REGION          | XCHES,X,R            | BODY_SYSTEM
    modality           | SHORT_CODE,SCT_ID             | XCHES,169069000      | MODALITY, BODY_REGION, BODY_SYSTEM
    sites              | SITE,PROVIDER                 | A1B2C,RXA            |
""")


@pytest.mark.parametrize("drawn", TABLE)
def test_unfilled(engine: Engine, tmp_path: Path, drawn: dict[str, str | None]) -> None:
    """By the names of the usual layout; no value of a row is shown."""
    dataset = str(drawn["lookup"])
    read_lookup(engine, tmp_path, dataset, f"{drawn['header']}\n{drawn['row']}\n")

    told = list(told_unfilled(engine, [Source(dataset, (), ",", {}, None, (), tmp_path)]))

    if drawn["told"] is None:
        assert told == []
    else:
        assert len(told) == 1
        assert told[0].startswith(
            f"[lookups.{dataset}]: nothing fills {drawn['told']}; unknown of every event: "
        )
        assert f"[lookups.{dataset}.columns]" in told[0]
        assert f"linkage lookup {dataset} FILE" in told[0]


def test_a_job_without_lookups_is_told_nothing(engine: Engine, tmp_path: Path) -> None:
    """What is not supplied is no fault of a lookup."""
    read_lookup(engine, tmp_path, "sites", "SITE,PROVIDER\nA1B2C,RXA\n")

    assert list(told_unfilled(engine, [Source("did", (), ",", {}, None, (), tmp_path)])) == []
