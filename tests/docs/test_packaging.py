"""The lock files hold what pyproject.toml asks for, with hashes, and name no place to fetch it from."""

import re
import tomllib

import pytest

from tests.structure.imports import ROOT

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


def test_only_pyproject_is_told_the_settings() -> None:
    """No second place with settings of the tools, and no second kind of lock file."""
    assert not [
        name
        for name in ("uv.lock", "setup.cfg", "ruff.toml", "mypy.ini", "pytest.ini")
        if (ROOT / name).exists()
    ]
