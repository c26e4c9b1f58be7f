"""How much memory there is by the machine and its control groups, and what a database takes without a setting."""

from pathlib import Path

import pytest

from linkage.engine.control_groups import System
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.memory import (
    default_limit,
    free_memory,
    limit_in_force,
    machine_bytes,
    memory_bytes,
    memory_limit,
)

GB = 10**9
V1_NONE = 9223372036854771712

MEMORY = "31 23 0:28 / /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory"
SCOPED = "31 23 0:28 /docker/ab /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory"
PROCESSORS = "32 23 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu"
UNIFIED = "41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw,nsdelegate"
HYBRID = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw"
SPACED = r"41 31 0:38 / /sys/fs/my\040groups rw - cgroup2 cgroup2 rw"

GROUPS = """
the machine has 24 GB, 20 GB of it available; limits and use in GB, in files of each group's folder
case                           mounts        member                files                                        has free
no groups at all               -             -                     -                                            24    20
version 2, without a limit     UNIFIED       0::/a                 a/max=max                                    24    20
version 2, a limit             UNIFIED       0::/a                 a/max=8 a/current=3                          8     5
the group above allows less    UNIFIED       0::/a/b               a/max=4 a/b/max=8                            4     4
three deep, the middle least   UNIFIED       0::/a/b/c             a/max=9 a/b/max=5 a/b/c/max=7                5     5
the topmost, as in a container UNIFIED       0::/                  max=6 current=2                              6     4
above high it is slowed        UNIFIED       0::/a                 a/max=8 a/high=7                             7     7
high alone                     UNIFIED       0::/a                 a/max=max a/high=7                           7     7
files kept are not used        UNIFIED       0::/a                 a/max=8 a/current=7 a/kept=3                 8     4
more used than allowed         UNIFIED       0::/a                 a/max=2 a/current=3                          2     0
more allowed than there is     UNIFIED       0::/a                 a/max=99                                     24    20
free above, full here          UNIFIED       0::/a/b               a/max=8 a/current=7 a/b/max=6 a/b/current=2  6     1
outside what is to be seen     UNIFIED       0::/../x              max=5 x/max=1                                5     5
a group that is not to be seen UNIFIED       0::/gone              max=5                                        5     5
a folder with a space          SPACED        0::/a                 a/max=3                                      3     3
version 1, without a limit     MEMORY        4:memory:/a           a/limit=none                                 24    20
version 1, a limit             MEMORY        4:memory:/a           a/limit=8 a/usage=3                          8     5
version 1, files kept          MEMORY        4:memory:/a           a/limit=8 a/usage=7 a/kept=3                 8     4
version 1, the group above     MEMORY        4:memory:/a/b         a/limit=4 a/b/limit=none                     4     4
version 1, above what is seen  MEMORY        4:memory:/            limit=none above=6                           6     6
version 1, a container         SCOPED        4:memory:/docker/ab/c c/limit=3 limit=5                            3     3
version 1, another's container SCOPED        4:memory:/docker/abc  limit=5 c/limit=1                            5     5
both, version 1 counts memory  MEMORY+HYBRID 4:memory:/a|0::/b     a/limit=8                                    8     8
both, each with a limit        MEMORY+HYBRID 4:memory:/a|0::/b     a/limit=8 b/max=7                            7     7
several controllers of one     MEMORY        4:cpu,memory:/a       a/limit=8                                    8     8
processors alone               PROCESSORS    4:cpu:/a              a/limit=1                                    24    20
"""
VERSION_1 = {
    "limit": ("memory.limit_in_bytes", "{}"),
    "usage": ("memory.usage_in_bytes", "{}"),
    "kept": ("memory.stat", "cache 1\ntotal_inactive_file {}"),
    "above": ("memory.stat", "cache 1\nhierarchical_memory_limit {}"),
}
VERSION_2 = {
    "max": ("memory.max", "{}"),
    "high": ("memory.high", "{}"),
    "current": ("memory.current", "{}"),
    "kept": ("memory.stat", "anon 1\ninactive_file {}"),
}
"""What the table says by the files of the kernel: kept are files that can be let go of at once."""


def rows() -> list[tuple[str, list[str], list[str], list[str], int, int]]:
    """The table above: case, mounts, members, files, and the two answers."""
    found = []
    for line in GROUPS.strip().splitlines()[2:]:
        case, rest = line[:31].strip(), line[31:].split()
        mounts, members, *files = rest[:-2]
        found.append(
            (case, mounts.split("+"), members.split("|"), [*files], int(rest[-2]) * GB, int(rest[-1]) * GB)
        )
    return found


def made_up(root: Path, mounts: list[str], members: list[str], files: list[str]) -> System:
    """A kernel that tells of these groups."""
    told = root / "proc/self"
    told.mkdir(parents=True)
    (root / "proc/meminfo").write_text(
        f"MemTotal: {24 * GB // 1024} kB\nMemAvailable: {20 * GB // 1024} kB\n"
    )
    lines = [globals()[name] for name in mounts if name != "-"]
    (told / "mountinfo").write_text("\n".join(lines))
    (told / "cgroup").write_text("\n".join(member for member in members if member != "-"))
    for line in lines:
        top = root / line.split(" ")[4].replace("\\040", " ").lstrip("/")
        top.mkdir(parents=True, exist_ok=True)
        names = VERSION_2 if "cgroup2" in line else VERSION_1
        for file in (one for one in files if one != "-"):
            path, _, value = file.partition("=")
            folder, _, name = path.rpartition("/")
            if name in names:
                (top / folder).mkdir(parents=True, exist_ok=True)
                file_name, shape = names[name]
                (top / folder / file_name).write_text(shape.format(written(value)) + "\n")
    return System(root)


def written(value: str) -> str:
    """As the kernel writes it; GB in the table."""
    return {"none": str(V1_NONE), "max": "max"}.get(value) or str(int(value) * GB)


@pytest.mark.parametrize(
    ("mounts", "members", "files", "limit", "free"),
    [row[1:] for row in rows()],
    ids=[row[0] for row in rows()],
)
def test_the_least_limit_on_the_path_holds(
    tmp_path: Path, mounts: list[str], members: list[str], files: list[str], limit: int, free: int
) -> None:
    """Of version 1 and version 2, wherever the group is mounted and however deep."""
    system = made_up(tmp_path, mounts, members, files)

    assert abs(memory_bytes(system) - limit) < 1024
    assert abs(free_memory(system) - free) < 1024
    assert abs(machine_bytes(system) - 24 * GB) < 1024


@pytest.mark.parametrize("line", ["", "nonsense", "0::", "x:memory:/a", "4:memory"])
def test_what_no_kernel_writes_is_no_group(tmp_path: Path, line: str) -> None:
    """Whatever a system calls its files."""
    system = made_up(tmp_path, ["MEMORY", "HYBRID"], [line], ["a/max=1", "a/limit=1"])
    (tmp_path / "proc/self/mountinfo").write_text(f"{MEMORY}\n{line}\n1 2 - cgroup\n{HYBRID}")

    assert abs(memory_bytes(system) - 24 * GB) < 1024


def test_a_system_that_tells_nothing_has_its_own_memory(tmp_path: Path) -> None:
    """Another kernel has no such files."""
    assert memory_bytes(System(tmp_path)) == free_memory(System(tmp_path)) == machine_bytes(System(tmp_path))


def test_free_memory_is_no_more_than_there_is() -> None:
    """Of this machine, or of the container."""
    assert 0 < free_memory() <= memory_bytes() <= machine_bytes()


@pytest.mark.parametrize(
    ("setting", "limit"),
    [(None, None), ("16GB", 16 * 10**9), ("1.5 GiB", 3 * 2**29), ("512MiB", 2**29), ("800 KB", 800_000)],
)
def test_a_memory_limit_in_bytes(setting: str | None, limit: int | None) -> None:
    """Every spelling that the job file may have."""
    assert memory_limit(setting) == limit


@pytest.mark.parametrize(
    ("allowed", "text", "threads", "limit"),
    [
        # GB that the group allows, GB of text, threads -> GB of the database
        (24, 0.0, 2, 2.0),  # the least
        (24, 0.5, 2, 2.0),
        (24, 3.1, 2, 2.11),  # a twentieth of the country
        (24, 13.4, 2, 4.39),  # a quarter
        (24, 53.8, 2, 8.80),  # all of it
        (24, 500.0, 2, 12.0),  # half of what there is
        (4, 53.8, 2, 2.0),
        (1, 0.0, 2, 0.5),
        (24, 0.0, 32, 8.0),  # what the threads need
        (4, 0.0, 32, 2.0),
    ],
)
def test_without_a_setting(tmp_path: Path, allowed: int, text: float, threads: int, limit: float) -> None:
    """As the root of the text, no less than the least and the threads need, and no more than half of what there is."""
    system = made_up(tmp_path, ["UNIFIED"], ["0::/a"], [f"a/max={allowed}"])

    assert default_limit(int(text * GB), threads, system) / GB == pytest.approx(limit, abs=0.01)
    assert limit_in_force("3GB", int(text * GB), threads, system) == 3 * GB


def test_every_session_has_a_limit(tmp_path: Path) -> None:
    """That of the setting, else of the text it reads; half of what there is where it cannot spill."""

    def told(session: Session) -> float:
        engine = DuckDBEngine(session)
        try:
            number, unit = str(engine.scalar("select current_setting('memory_limit')")).split()
        finally:
            engine.close()
        return float(number) * {"MiB": 2**20, "GiB": 2**30}[unit]

    def near(limit: float) -> object:
        return pytest.approx(limit, rel=0.05)

    assert told(Session(memory_limit="300MB", threads=1)) == near(0.3 * GB)
    assert told(Session(spill=tmp_path / "spill", threads=1)) == near(min(2.0 * GB, memory_bytes() / 2))
    assert told(Session(spill=tmp_path / "spill", threads=1, text_bytes=4 * GB)) == near(
        min(2.4 * GB, memory_bytes() / 2)
    )
    assert told(Session(threads=1)) == near(memory_bytes() / 2)
