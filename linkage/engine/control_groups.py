"""
Control groups: how much memory the kernel lets this program have, in a container, a job of a scheduler or a service.

A process is in one group of each hierarchy, and every group above it counts as well: the least limit on the path
holds. Version 1 and version 2 may be there side by side.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT, PLACE = 3, 4
"""Of a line of mountinfo, the fields of what is mounted and where."""

NO_LIMIT = 2**62
"""Version 1 writes a number near this for no limit; version 2 writes max."""


@dataclass(frozen=True)
class System:
    """Where the kernel tells of its groups; another root in tests."""

    root: Path = Path("/")

    @property
    def member(self) -> Path:
        """Which group this process is in, a line for each hierarchy."""
        return self.root / "proc/self/cgroup"

    @property
    def mounts(self) -> Path:
        """Where each hierarchy is to be seen."""
        return self.root / "proc/self/mountinfo"

    @property
    def memory(self) -> Path:
        """What the machine has."""
        return self.root / "proc/meminfo"


@dataclass(frozen=True)
class Kind:
    """How a version of control groups tells of memory: the names of its files."""

    limits: tuple[str, ...]
    limit_above: str
    """The line of memory.stat with the least limit of the groups above, which may not be to be seen; or none."""
    used: str
    reclaimable: str
    """The line of memory.stat with what of `used` are files that can be let go of at once."""


KINDS = {
    "cgroup": Kind(
        ("memory.limit_in_bytes",),
        "hierarchical_memory_limit",
        "memory.usage_in_bytes",
        "total_inactive_file",
    ),
    "cgroup2": Kind(("memory.max", "memory.high"), "", "memory.current", "inactive_file"),
}
"""By the type of the mount. Above memory.high a process is not ended but slowed until nothing moves: a limit too."""


@dataclass(frozen=True)
class Group:
    """One group with a limit."""

    limit: int
    """Bytes."""
    free: int
    """Bytes of it that are not used, or can be made free at once; never below 0."""


def limited_groups(system: System | None = None) -> tuple[Group, ...]:
    """Every group on the path of this process that has a limit; none where the system has no such groups."""
    found = system or System()
    return tuple(
        group
        for kind, folder, top in hierarchies(found)
        for place in path_up(folder, top)
        if (group := limited(place, KINDS[kind])) is not None
    )


def hierarchies(system: System) -> Iterator[tuple[str, Path, Path]]:
    """For each hierarchy that counts memory: its kind, the folder of this process's group, and that of the topmost."""
    members = dict(groups_of(lines_of(system.member)))
    for line in lines_of(system.mounts):
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) <= PLACE:
            continue
        kind, options = kinds[0], kinds[-1].split(",")
        member = members.get("" if kind == "cgroup2" else "memory")
        if member is None or not (kind == "cgroup2" or (kind == "cgroup" and "memory" in options)):
            continue
        top = system.root / unescaped(fields[PLACE]).lstrip("/")
        yield kind, below(top, unescaped(fields[ROOT]), member), top


def groups_of(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Controller and group: of version 1 for each controller, of version 2 one without a controller's name."""
    for line in lines:
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        if number.isdigit() and group:
            for controller in controllers.split(","):
                yield controller, group


def below(top: Path, mounted: str, group: str) -> Path:
    """
    The folder of `group` where the group `mounted` is seen as `top`.

    A container sees its own group at the top while its path is told as outside; a group that is not below `mounted`,
    or is not to be seen there, is taken for the topmost.
    """
    outer = mounted.rstrip("/")
    inside = group.removeprefix(outer)
    is_inside = f"{group}/".startswith(f"{outer}/")
    folder = top / inside.lstrip("/")
    return folder if is_inside and ".." not in Path(inside).parts and folder.is_dir() else top


def path_up(folder: Path, top: Path) -> tuple[Path, ...]:
    """The folder and those above it, up to the topmost."""
    return (folder, *(place for place in folder.parents if place.is_relative_to(top)))


def limited(folder: Path, kind: Kind) -> Group | None:
    """A group by its folder; None without a limit."""
    stated = dict(line.split(" ", 1) for line in lines_of(folder / "memory.stat") if " " in line)
    limits = [number_in(folder / name) for name in kind.limits] + [number_of(stated.get(kind.limit_above))]
    limit = min((one for one in limits if one is not None and one < NO_LIMIT), default=None)
    if limit is None:
        return None
    reclaimable = number_of(stated.get(kind.reclaimable)) or 0
    used = number_in(folder / kind.used) or 0
    return Group(limit, max(0, limit - max(0, used - reclaimable)))


def unescaped(written: str) -> str:
    """A path of mountinfo, in which blanks are written as codes."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        written = written.replace(code, sign)
    return written


def number_in(file: Path) -> int | None:
    """The number that a file holds; None for another word, or no file."""
    return number_of(next(iter(lines_of(file)), None))


def number_of(written: str | None) -> int | None:
    """The number that is written; None for another word, or nothing."""
    try:
        return int(written or "")
    except ValueError:
        return None


def lines_of(file: Path) -> list[str]:
    """The lines of a file of the kernel; none where it is not there."""
    with suppress(OSError, UnicodeDecodeError):
        return file.read_text("utf-8").splitlines()
    return []
