"""What was measured of a country, as tables."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.floor import __main__ as floor
from benchmarks.table import markdown

Found = Mapping[str, Any]

JOB_STAGES: Mapping[str, tuple[str, ...]] = {**floor.JOB_STAGES, "release": ("the rest",)}
"""The stages of the job that do the work of a section of floor.sql, where they have other names."""

SHORT = 0.5
"""CPU seconds; what took less is too short to tell how it grows."""

FLOOR_HEADS = (
    "`dmq_2015`",
    "job CPU, s",
    "floor CPU, s",
    "ratio",
    "job wall, s",
    "floor wall, s",
    "job peak, GB",
    "floor peak, GB",
    "growth",
)

NO_FLOOR = "floor.sql did not survive."


def about(found: Found) -> str:
    """One line: the scale, who and what is in it, and the limit in force."""
    world, rows = found["world"], found["world"]["rows"]
    hospital = sum(count for name, count in rows.items() if name.startswith("hes/"))
    events = rows["truth/truth.csv"]
    return (
        f"scale {found['scale']:g}: {world['people']:,} people, {hospital:,} hospital rows, {events:,} events, "
        f"{found['input_bytes'] / 1e9:.2f} GB of compressed files; the database may hold {found['limit'] / 1e9:.2f} GB"
    )


def stages_of(command: str, found: Found, before: Found | None) -> str:
    """A row for each stage of a command."""
    rows = [
        [
            stage["name"],
            f"{max(stage['rows_in'], stage['rows_out']):,}" if stage["rows_in"] or stage["rows_out"] else "",
            f"{stage['cpu']:.1f}",
            f"{stage['seconds']:.1f}",
            gigabytes(stage["peak_bytes"]),
            gigabytes(stage["spill_bytes"]),
            growth(stage, named(before, command, stage["name"]), found, before),
        ]
        for stage in found[command]
    ]
    return markdown([f"`{command}`", "rows", "CPU, s", "wall, s", "peak, GB", "spill, GB", "growth"], rows)


def beside_floor(found: Found, before: Found | None) -> Iterator[str]:
    """A row for each section of floor.sql and the work of the job that it is beside; or that it is no more."""
    if found["floor"] is None:
        yield NO_FLOOR
        yield stages_of("dmq_2015", found, before)
        return
    rows = []
    for section in found["floor"]:
        name = section["name"]
        ours = [stage for stage in found["dmq_2015"] if stage["name"] in JOB_STAGES.get(name, (name,))]
        cpu = sum(stage["cpu"] for stage in ours)
        rows.append(
            [
                name,
                f"{cpu:.1f}",
                f"{section['cpu']:.1f}",
                f"{cpu / section['cpu']:.2f}" if section["cpu"] > 0 else "",
                f"{sum(stage['seconds'] for stage in ours):.1f}",
                f"{section['seconds']:.1f}",
                gigabytes(max(stage["peak_bytes"] for stage in ours)),
                gigabytes(section["peak_bytes"]),
                growth({"cpu": cpu}, summed(before, name), found, before),
            ]
        )
    yield markdown(FLOOR_HEADS, rows)


def unchanged(found: Found) -> Iterator[str]:
    """A line: the job by dmq_2015 once more, with new imaging files and no hospital file that is not as it was."""
    if not found.get("again"):
        return
    whole = found["again"][-1]
    of_floor = f", {whole['cpu'] / found['floor'][-1]['cpu']:.2f} times the floor" if found["floor"] else ""
    yield (
        f"New imaging files, the same hospital files: {whole['cpu']:.1f} s of CPU in {whole['seconds']:.1f}{of_floor}; "
        f"peak {gigabytes(whole['peak_bytes'])} GB."
    )


def named(before: Found | None, command: str, name: str) -> Found | None:
    """A stage of a command at another scale."""
    stages: Sequence[Found] = before.get(command) or () if before else ()
    return next((stage for stage in stages if stage["name"] == name), None)


def summed(before: Found | None, section: str) -> Found | None:
    """The job's work of a section at another scale."""
    parts = [named(before, "dmq_2015", name) for name in JOB_STAGES.get(section, (section,))]
    there = [part for part in parts if part]
    return {"cpu": sum(part["cpu"] for part in there)} if there else None


def growth(stage: Found, smaller: Found | None, found: Found, before: Found | None) -> str:
    """The power of people with which CPU seconds grow from the scale before; nothing for what is short."""
    if before is None or smaller is None or smaller["cpu"] < SHORT or stage["cpu"] <= 0:
        return ""
    times = found["world"]["people"] / before["world"]["people"]
    return f"{math.log(stage['cpu'] / smaller['cpu']) / math.log(times):.2f}"


def gigabytes(size: int) -> str:
    """In GB, two digits; nothing for nothing."""
    return f"{size / 1e9:.2f}" if size else ""
