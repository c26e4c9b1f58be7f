"""The lock files hold what pyproject.toml asks for, with hashes, and name no place to fetch it from."""

import re
import tomllib

import pytest

from tests.structure.imports import ROOT, imported_names, python_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
LOCKS = {
    "base": [],
    "report": EXTRAS["report"],
    "spark": EXTRAS["spark"],
    "dev": EXTRAS["dev"] + EXTRAS["report"],
}
PINNED = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)", re.MULTILINE)
ADDRESS = re.compile(r"https?:|file:|--(extra-)?index-url|--find-links|--trusted-host|@ ")


def locked(name: str) -> str:
    """The text of a lock file."""
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_what_the_project_asks_for(name: str) -> None:
    """The very versions, and what it takes to install the project itself without a build of its own."""
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"], *LOCKS[name]]

    assert {tuple(entry.split("==")) for entry in asked if "==" in entry} <= set(PINNED.findall(locked(name)))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_hashes_and_no_address(name: str) -> None:
    """Where packages come from is the business of the machine that installs them."""
    text = locked(name)

    assert not ADDRESS.search(text)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_every_dependency_is_pinned() -> None:
    """A linkage of last year must be repeatable."""
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    asked += [
        entry for extra in EXTRAS.values() for entry in extra if not entry.startswith("hes-did-linkage")
    ]

    assert all(re.fullmatch(r"[a-z0-9-]+==\S+", entry) for entry in asked)


def test_what_the_report_needs_is_used() -> None:
    """Nobody installs what is imported nowhere; sqlglot and rich are pinned for Splink and Typer."""
    used = {
        imported.partition(".")[0] for _, text in python_files("linkage") for imported in imported_names(text)
    }
    asked = [*EXTRAS["report"], *PROJECT["project"]["dependencies"]]

    assert {entry.partition("==")[0] for entry in asked} - used == {"sqlglot", "rich"}


def test_the_wheel_has_one_package_of_its_own() -> None:
    """A package called `synthetic`, `configs` or `tests` could stand in the way of somebody else's."""
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["packages"] == ["linkage"]
    assert all(place.startswith("linkage/") for place in wheel["force-include"].values())


def test_only_pyproject_is_told_the_settings() -> None:
    """No second place with settings of the tools, and no second kind of lock file."""
    assert not [
        name
        for name in ("uv.lock", "setup.cfg", "ruff.toml", "mypy.ini", "pytest.ini")
        if (ROOT / name).exists()
    ]
