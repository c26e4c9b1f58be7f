"""Two output folders, one made by each engine: where their releases differ, in words without a value."""

import re
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import duckdb

from linkage.cli.main import exit_code
from linkage.release.content.published import PARTITIONED, WHOLE
from linkage.release.layout import Layout
from linkage.release.record.manifest import read_manifest
from tests.years.compared import table_differences

WITHIN = 1e-9
"""How far weights, probabilities and, of themselves, large factors may be apart: doubles are added in another order."""
OF_THE_RUN = frozenset(
    {"run_id", "started", "finished", "peak_memory_bytes", "versions", "files", "key_id", "made_from",
     "fingerprints", "opt_outs", "stages", "job_name", "contexts", "settings_given"}
)  # fmt: skip
"""Of a manifest: when and by what it was made, keyed by the folder's own salt, or digests of files."""
LEFT_OUT: dict[str, Any] = {**dict.fromkeys(OF_THE_RUN, True), "people": {"edition"}}
"""And the name of a folder of `cache/`, which the SQL of an engine is part of."""


def differences(first: Layout, second: Layout, release: str) -> Iterator[str]:
    """Every difference between a release of the one folder and that of the other, published and secure."""
    one, other = first.release(release), second.release(release)
    for table in (*PARTITIONED, *WHOLE):
        if not (one / table).is_dir() and not (other / table).is_dir():
            continue
        for found in table_differences(one, other, table):
            if not is_near(one / table, other / table, found.column):
                yield f"{found}"
    yield from manifest_differences(one, other)
    yield from secure_differences(first.secure_release(release), second.secure_release(release))


def is_near(first: Path, second: Path, column: str) -> bool:
    """Whether a column of doubles is the same within WITHIN, row by row in the order of the files."""
    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            rows = [
                connection.execute(
                    f"""select "{column}" from read_parquet('{folder}/**/*.parquet', filename = true)
                        order by replace(filename, '{folder}', ''), file_row_number"""
                ).fetchall()
                for folder in (first, second)
            ]
        except duckdb.Error:
            return False
    pairs = list(zip(*rows, strict=True)) if len(rows[0]) == len(rows[1]) else [(("",), ("other",))]
    return all(are_near(mine, yours) for (mine,), (yours,) in pairs)


def are_near(mine: object, yours: object, within: float = WITHIN) -> bool:
    """Whether two values are the same, doubles within so much."""
    if isinstance(mine, float) and isinstance(yours, float):
        return isclose(mine, yours, rel_tol=within, abs_tol=within)
    return mine == yours


def manifest_differences(first: Path, second: Path) -> Iterator[str]:
    """What the manifests say of the month, and the rows of every stage and file."""
    one, other = (read_manifest(folder / "manifest.json") for folder in (first, second))
    mine, yours = (found.model_dump(mode="json", exclude=LEFT_OUT) for found in (one, other))
    yield from apart(mine, yours, WITHIN, "manifest")
    stages = [
        [(stage.name, stage.rows_in, stage.rows_out) for stage in found.stages] for found in (one, other)
    ]
    if stages[0] != stages[1]:
        yield "manifest.stages"
    rows = [{file.path: file.rows for file in found.files if file.rows is not None} for found in (one, other)]
    if rows[0] != rows[1]:
        yield "manifest.files"


def apart(mine: Any, yours: Any, within: float, place: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Where two parts of JSON say something else, numbers apart by more than `within`."""
    if isinstance(mine, dict) and isinstance(yours, dict):
        if mine.keys() != yours.keys():
            yield f"{place}: other keys"
        for name in mine.keys() & yours.keys():
            yield from apart(mine[name], yours[name], within, f"{place}.{name}")
    elif isinstance(mine, list) and isinstance(yours, list):
        if len(mine) != len(yours):
            yield f"{place}: {len(mine)} and {len(yours)}"
        for number, (one, other) in enumerate(zip(mine, yours, strict=False)):
            yield from apart(one, other, within, f"{place}[{number}]")
    elif not are_near(mine, yours, within):
        yield place


def secure_differences(first: Path, second: Path) -> Iterator[str]:
    """Every file of a secure folder, such as quarantine, or of what is kept of a release, its months too."""
    names = [
        sorted(f"{path.relative_to(folder)}" for path in folder.rglob("*.parquet"))
        for folder in (first, second)
    ]
    if names[0] != names[1]:
        yield "secure: other files"
        return
    with duckdb.connect(config={"threads": 1}) as connection:
        for name in names[0]:
            rows = [
                connection.execute(f"select * from '{folder / name}' order by all").fetchall()
                for folder in (first, second)
            ]
            same = len(rows[0]) == len(rows[1]) and all(
                all(map(are_near, mine, yours)) for mine, yours in zip(*rows, strict=True)
            )
            if not same:
                yield f"secure/{name}"


def page_of(job: str, event: str, target: Path) -> str:
    """The page of an event's life by a job, without the times of its runs; what it was read from is at hand."""
    assert exit_code(["explain", job, event, "--html", str(target)]) == 0
    page = target.read_text("utf-8")
    assert "not in cache/ any more" not in page
    return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", "", page)
