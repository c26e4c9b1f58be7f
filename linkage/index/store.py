"""The person index on disk: written once as Parquet, found again by the digest of what it was made from."""

import hashlib
import shutil
from pathlib import Path

from linkage import __version__
from linkage.engine.base import Engine

TABLES = {
    "identity": "identity_id",
    "person": "person_id",
    "person_number": "person_id, nhs_number",
    "person_variety": "person_id",
    "postcode_people": "postcode",
    "hospital_quality_count": "dataset, field, state",
    "hospital_practice": "person_id, gp_practice",
}
"""What is kept, and the order of its rows."""


def index_digest(sources: dict[str, str], rules_text: str, supplied_postcodes: tuple[str, ...]) -> str:
    """
    The name of an index: 32 hex digits over HES file digests by path, the rules, what is kept and this version.

    Changed inputs, another ignore list or another program never find an old index.
    """
    parts = [__version__, *TABLES, rules_text, *sorted(supplied_postcodes)]
    parts += [f"{path} {sha256}" for path, sha256 in sorted(sources.items())]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def is_kept(folder: Path) -> bool:
    """Whether an index lies in `folder`, whole and unchanged."""
    digests = folder / "sha256.txt"
    if not digests.exists():
        return False
    listed = dict(line.split("  ", 1)[::-1] for line in digests.read_text("utf-8").splitlines())
    kept = [folder / f"{table}.parquet" for table in TABLES]
    return all(file.exists() and _sha256(file) == listed.get(file.name) for file in kept)


def load_index(engine: Engine, folder: Path) -> bool:
    """Make the index tables from `folder` and say whether they were there, whole and unchanged."""
    if not is_kept(folder):
        return False
    for table, order in TABLES.items():
        source = engine.parquet_sql(folder / f"{table}.parquet")
        engine.create(table, f"select * from {source} order by {order}")
    return True


def save_index(engine: Engine, folder: Path) -> None:
    """Write the index tables to `folder`, which appears whole or not at all; older indexes go."""
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    lines = []
    for table, order in TABLES.items():
        target = draft / f"{table}.parquet"
        engine.write_parquet(f"select * from {table} order by {order}", target)
        target.chmod(0o600)
        lines.append(f"{_sha256(target)}  {target.name}")
    (draft / "sha256.txt").write_text("\n".join(lines) + "\n", "utf-8")
    for old in folder.parent.iterdir():
        if old != draft:
            shutil.rmtree(old)
    draft.rename(folder)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
