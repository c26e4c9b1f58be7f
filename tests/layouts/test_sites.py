"""Layout sites: a site with its provider a row, from and to a day; or a code with its successor."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import rows_of


def test_by_name(engine: Engine, tmp_path: Path) -> None:
    """Under short names or long ones."""
    for header in (
        "SITE,PROVIDER,SUCCESSOR,FROM,TO",
        "Site_Code,Provider_Code,Successor_Code,Valid_From,Date_To",
    ):
        content = f"{header}\nRXX01,RXX,,2019-04-01,\nRAA,,RBB,,\n"
        columns = "record_key, provider_code, successor_code, valid_from, valid_to"

        assert rows_of(engine, tmp_path, "sites", content, columns) == [
            ("RXX01", "RXX", None, "2019-04-01", None),
            ("RAA", None, "RBB", None, None),
        ]
