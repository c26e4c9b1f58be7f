"""The ONS Postcode Directory of any year: its header by pattern, the newest of several columns counting."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from tests.layouts.files import absent, rows_of
from tests.tables import rows

OF_2026 = (
    "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,hlth19cd,"
    "nhser24cd,ctry25cd,rgn25cd,ssr95cd,pcon24cd,eer20cd,educ23cd,ttwa15cd,pct19cd,itl25cd,npark16cd,oa01cd,lsoa01cd,"
    "msoa01cd,ruc01ind,oac01ind,oa11cd,lsoa11cd,msoa11cd,wz11cd,sicbl24cd,bua24cd,ruc11ind,oac11ind,lat,long,lep21cd1,"
    "lep21cd2,pfa23cd,imd20ind,cal24cd,icb23cd,oa21cd,lsoa21cd,msoa21cd,ruc21ind"
)
OF_2021 = (
    "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,"
    "ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,park,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,"
    "msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,stp"
)

TABLE = rows("""
    header                               | lsoa     | icb     | region  | country  | deprivation_rank | scale
    -------------------------------------+----------+---------+---------+----------+------------------+------
    2026                                 | lsoa21cd | icb23cd | rgn25cd | ctry25cd | imd20ind         | 32844
    2021                                 | lsoa11   | stp     | rgn     | ctry     | imd              |
    pcds,LSOA11,LSOA21,ICB               | LSOA21   | ICB     |         |          |                  |
    pcds,lsoa21,lsoa11,stp,icb           | lsoa21   | icb     |         |          |                  |
    pcds,imd,imd19,imd20                 |          |         |         |          | imd20            | 32844
    pcds,imd20ind,imd25ind               |          |         |         |          | imd25ind         | 33755
    pcds,IMD25,rgn20cd,rgn25cd           |          |         | rgn25cd |          | IMD25            | 33755
    pcds,IMD 2019                        |          |         |         |          |                  |
    pcds,imd19_rank,gor10cd,ctry11cd     |          |         | gor10cd | ctry11cd | imd19_rank       | 32844
    pcds,itl25cd,lsoa,msoa21cd           | lsoa     |         |         |          |                  |
""")


@pytest.mark.parametrize("drawn", TABLE, ids=lambda row: str(row["header"]))
def test_the_header_of_a_year(engine: Engine, tmp_path: Path, drawn: dict[str, str | None]) -> None:
    """Each field of the one row holds the name of its column: so it is seen which column was read."""
    header = {"2026": OF_2026, "2021": OF_2021}.get(str(drawn["header"]), str(drawn["header"]))
    names = header.split(",")
    row = ",".join("AB1 2CD" if name.startswith("pcd") else name for name in names)
    read = [name for name in drawn if name not in ("header", "scale")]

    found = rows_of(engine, tmp_path, "postcode_directory", f"{header}\n{row}\n", ", ".join(read))

    assert found == [tuple(drawn[name] for name in read)]
    assert engine.rows("select areas from deprivation_scale") == (
        [(int(drawn["scale"]),)] if drawn["scale"] else []
    )
    assert ("IMD" in absent(engine)) == (drawn["deprivation_rank"] is None)
