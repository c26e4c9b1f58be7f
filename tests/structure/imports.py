"""What the files of a package import, read from their text."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def python_files(package: str) -> Iterator[tuple[str, str]]:
    """Path, relative to the package, and text of every Python file of a package."""
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path.relative_to(ROOT / package).as_posix(), path.read_text("utf-8")


def folders(package: str) -> set[str]:
    """The folders right below a package."""
    return {path.parent.name for path in (ROOT / package).glob("*/*") if path.parent.name != "__pycache__"}


def inside(package: str, name: str) -> str:
    """
    The package that holds a module, if the module may speak of others from there, else blank.

    Only the synthetic world may, since it has another name when it is installed.
    """
    return ".".join((package, *name.split("/")[:-1])) if package == "synthetic" else ""


def imported_names(text: str, inside: str = "") -> set[str]:
    """
    Every dotted name that a module imports, wherever in it; `from a import b` gives a.b.

    `from .a import b` is read as one of the package `inside`, and may not leave its outermost folder.
    """
    names: set[str] = set()
    holders = inside.split(".") if inside else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= len(holders), "imports are written in full"
            holder = holders[: len(holders) - node.level + 1] if node.level else []
            source = ".".join(filter(None, (*holder, node.module)))
            names |= {f"{source}.{alias.name}" for alias in node.names}
    return names


def attributes(text: str) -> set[str]:
    """Every `a.b` that a module speaks of."""
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def under(name: str, packages: set[str]) -> bool:
    """Whether a dotted name is one of the packages or inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)
