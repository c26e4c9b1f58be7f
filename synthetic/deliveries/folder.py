"""The folder of the job as it lies after a delivery."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.quote import literal
from linkage.errors import ConfigError

from ..files.drafts import FOLDERS
from ..files.job_file import job_text
from ..written.delimited import copy_out
from .lists import OPT_OUTS
from .settings import YearSettings
from .whose import truth_sql

TOLD = "delivery.json"
"""Says which delivery of which year a folder holds."""

JOB_OPT_OUTS = f'\n[opt_outs]\npaths = ["{OPT_OUTS}"]\n'
LINES = "format csv, header false, quote '', escape '', delimiter '\x1f'"
"""One column, as it is."""

TRUTH: Mapping[str, str] = {
    "truth/truth.csv": truth_sql("{final}"),
    "truth/events.csv": """
        select delivery, split_part(key, '|', 1) as site_code, split_part(key, '|', 2) as accession_number, change,
            month, month_before, why
        from change where kind = 'did' and delivery <= {n} order by delivery, key""",
    "truth/hospital.csv": """
        select delivery, kind as data_set, key as record_key, change, why
        from change where kind in ('apc', 'op', 'ae') and delivery <= {n} order by delivery, kind, key""",
    "truth/opt_outs.csv": """
        select delivery, key as nhs_number, change
        from change where kind = 'opt_outs' and delivery <= {n} order by delivery, key""",
    "truth/person_keys.csv": """
        select {final} as delivery, before as person_id_before, after as person_id, trust as at_trust, how as change
        from person_key where {final} <= {n} order by before, after""",
    "truth/look_alikes.csv": """
        select delivery, split_part(key, '|', 1) as site_code, split_part(key, '|', 2) as accession_number, month
        from look_alike where delivery <= {n} order by key""",
}
"""Whose each event is after the n-th delivery, and what each up to it changes; a blank is null."""


def bring(
    engine: DuckDBEngine, settings: YearSettings, delivery: int, folder: Path, year: object
) -> tuple[str, ...]:
    """
    Bring `folder` to the state after a delivery and give the files that were written or taken away, by path.

    `year` are the settings as delivery.json tells them. Files that stay the same are not touched, and only those
    of a delivery are taken away. ConfigError for a number that the year lacks, or a folder with something else in it.
    """
    if not 1 <= delivery <= settings.last:
        raise ConfigError(f"delivery {delivery}: the year has 1 to {settings.last}")
    held = _held(folder, year)
    low, high = sorted((held, delivery))
    touched = engine.rows(
        f"""select file, max(cast(since <= {delivery} and coalesce(until > {delivery}, true) as integer)) as is_there
        from sent_row
        group by file
        having {held} = 0 or bool_or(since > {low} and since <= {high} or until > {low} and until <= {high})
        order by file"""
    )
    for inner in FOLDERS:
        (folder / inner).mkdir(parents=True, exist_ok=True)
    told = []
    for name, is_there in touched:
        path = folder / str(name)
        if is_there:
            _written(engine, _lines_sql(str(name), delivery), path, LINES)
        elif path.exists():
            path.unlink()
        else:
            continue
        told.append(str(name))
    for table, query in TRUTH.items():
        wanted = query.format(n=delivery, final=settings.final)
        _written(engine, wanted, folder / table, "format csv, header true")
    if not (folder / OPT_OUTS).exists():
        (folder / OPT_OUTS).touch()
    if not (folder / "job.toml").exists():
        (folder / "job.toml").write_text(job_text(settings.world) + JOB_OPT_OUTS, "utf-8", newline="\n")
    state = json.dumps({"delivery": delivery, "year": year}, indent=2, sort_keys=True) + "\n"
    (folder / TOLD).write_text(state, "utf-8", newline="\n")
    return tuple(told)


def _held(folder: Path, year: object) -> int:
    """The delivery that a folder holds, 0 for none; ConfigError when it holds something else."""
    if not (folder / TOLD).exists():
        if any(any((folder / name).glob("*")) for name in FOLDERS):
            raise ConfigError(
                f"{folder}: holds files that are not of a year of deliveries; choose a new folder"
            )
        return 0
    found = json.loads((folder / TOLD).read_text("utf-8"))
    if found.get("year") != year:
        raise ConfigError(
            f"{folder}: holds a delivery of a year made with other settings (see {TOLD} there); choose a new folder"
        )
    return int(found["delivery"])


def _lines_sql(name: str, delivery: int) -> str:
    return f"""
        select line from sent_row
        where file = {literal(name)} and since <= {delivery} and coalesce(until > {delivery}, true)
        order by key, place, line"""


def _written(engine: DuckDBEngine, query: str, path: Path, options: str) -> None:
    """Written beside, then put in its place."""
    beside = path.with_name(f".{path.name}.part")
    copy_out(engine, query, beside, options)
    os.replace(beside, path)  # noqa: PTH105  see files/drafts.py
