"""libraries: those that the program leans on, at exactly the versions it was tested with."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

import linkage
from linkage.commands.doctor.check import Check, Subject
from linkage.errors import ConfigError
from linkage.session.finding import Warned

PACKAGE = "hes-did-linkage"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^;\s]+)\s*$")


def libraries(_: Subject) -> str:
    """How many there are; which are missing, or of another version."""
    pinned = pins()
    if not pinned:
        raise Warned("the pinned versions are not known: install the program as its README says")
    found = {name: installed(name) for name in pinned}
    missing = [name for name, there in found.items() if there is None]
    if missing:
        raise ConfigError(f"not installed: {', '.join(missing)}; install with the lock file in requirements/")
    others = [
        f"{name} {there} instead of {pinned[name]}" for name, there in found.items() if there != pinned[name]
    ]
    if others:
        raise Warned(f"{', '.join(others)}: results may differ; install with the lock file in requirements/")
    return f"{len(pinned)} at their pinned versions"


def pins() -> dict[str, str]:
    """Exact versions by library, from the installed program or the checkout it runs from; empty from neither."""
    try:
        lines = distribution(PACKAGE).requires or []
    except PackageNotFoundError:
        checkout = Path(linkage.__file__).parents[1] / "pyproject.toml"
        if not checkout.is_file():
            return {}
        lines = tomllib.loads(checkout.read_text("utf-8"))["project"]["dependencies"]
    return {match[1]: match[2] for line in lines if (match := PIN.match(line))}


def installed(name: str) -> str | None:
    """The version that is installed, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


CHECK = Check(
    name="libraries",
    place=200,
    meaning="Every library, at the version this program was tested with.",
    look=libraries,
)
