"""Spark opens a release as the page for analysts says."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from tests.docs.test_analysis import openers

pytestmark = pytest.mark.spark


def test_the_page_s_way(spark: Engine, tmp_path: Path) -> None:
    """Folders named test_month=... become a column; the counts are those that were written."""
    engine = DuckDBEngine()
    for month in ("2019-11", "2019-12"):
        folder = tmp_path / "example" / "out" / "current" / "pathways" / f"test_month={month}"
        folder.mkdir(parents=True)
        rows = """
            select * from (values ('IN_EPISODE', true), ('IN_EPISODE', false), ('PERSON_ONLY', true))
                as listed (relation, is_primary)"""
        engine.write_parquet(rows, folder / "part-0.parquet")
    code = openers()["spark"].replace('"example/', f'"{tmp_path}/example/')
    names: dict[str, object] = {"spark": spark.session}  # type: ignore[attr-defined]
    exec(compile(code, "analysis.md, spark", "exec"), names)  # noqa: S102  the page's own code

    assert names["counted"] == {"IN_EPISODE": 2, "PERSON_ONLY": 2}
