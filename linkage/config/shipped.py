"""The files that ship with the program: rules, jobs and code lists, from a checkout or from an installed wheel."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped(*parts: str) -> Traversable:
    """A file or folder of `configs/`: inside the package when installed, beside it in a checkout."""
    root: Traversable = files("linkage") / "configs"
    if not root.is_dir():
        root = Path(str(files("linkage"))).parent / "configs"
    for part in parts:
        root = root / part
    return root


def profile_names() -> tuple[str, ...]:
    """Names of the rules files that ship, sorted."""
    return shipped_names("rules")


def shipped_names(folder: str) -> tuple[str, ...]:
    """Names of the settings files that ship in a folder, sorted."""
    found = (entry.name for entry in shipped(folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))
