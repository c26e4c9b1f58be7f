"""Layout ods_successors: five fields without a header; a code with the one that followed it."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from tests.layouts.files import read_lookup

SUCC = '"RW3","R0A","R","20171001",""\n"RM2","R0A","R","20171001","F"\n'


def test_successions(engine: Engine, tmp_path: Path) -> None:
    """The first field is followed by the second."""
    read_lookup(engine, tmp_path, "sites", SUCC)

    found = engine.rows("select record_key, successor_code, provider_code from sites_raw order by row_number")
    assert found == [("RW3", "R0A", None), ("RM2", "R0A", None)]


def test_a_header_of_five_other_names_is_no_succession(engine: Engine, tmp_path: Path) -> None:
    """Its first line is no row: the message asks for the names of the usual layout."""
    with pytest.raises(InputError, match="lacks PROVIDER"):
        read_lookup(engine, tmp_path, "sites", "SITE,PROV,SUCC,FROM,TO\nRW301,RW3,R0A,20010401,\n")


def test_files_of_several_layouts_are_one_lookup(engine: Engine, tmp_path: Path) -> None:
    """Sites in the usual layout beside successions: each file is known for itself."""
    read_lookup(engine, tmp_path, "sites", "SITE,PROVIDER\nA1B2C,RW3\n", SUCC)

    found = engine.rows(
        "select record_key, provider_code, successor_code from sites_raw order by file_id, row_number"
    )
    assert found == [("A1B2C", "RW3", None), ("RW3", None, "R0A"), ("RM2", None, "R0A")]
