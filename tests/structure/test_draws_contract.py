"""Tables of draws have the columns of the published ones: one meaning each."""

import tomllib
from pathlib import Path

import linkage

CONTRACTS = Path(linkage.__file__).parent / "tables" / "contracts"


def test_where_a_discharge_date_comes_from_is_told_alike() -> None:
    """In spells and in those of draws."""
    found = [
        line
        for name in ("pathways", "draws")
        for line in (CONTRACTS / f"{name}.toml").read_text("utf-8").splitlines()
        if line.startswith("discharge_date_rule = ")
    ]

    assert all(tomllib.loads(line) for line in found)
    assert len(found) == 4
    assert len(set(found)) == 2
