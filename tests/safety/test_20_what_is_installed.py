"""What comes with the program is used, and stands in nobody's way."""

import tomllib

from tests.structure.imports import ROOT, imported_names, python_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NEEDED_BY_OTHERS = {"sqlglot"}
"""Pinned because Splink stands on it: another version could change a result or a message."""


def test_what_the_report_needs_is_used() -> None:
    """Nobody installs what is imported nowhere."""
    used = {
        imported.partition(".")[0] for _, text in python_files("linkage") for imported in imported_names(text)
    }
    asked = [*PROJECT["project"]["optional-dependencies"]["report"], *PROJECT["project"]["dependencies"]]

    assert {entry.partition("==")[0] for entry in asked} - used == NEEDED_BY_OTHERS


def test_the_wheel_has_one_package_of_its_own() -> None:
    """A package called `synthetic`, `configs` or `tests` could stand in the way of somebody else's."""
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["packages"] == ["linkage"]
    assert all(place.startswith("linkage/") for place in wheel["force-include"].values())
