"""The person index on disk: written once as Parquet, found again by the digest of what it was made from."""

import hashlib
from pathlib import Path

from linkage.engine.base import Engine
from linkage.steps.index.made_from import NAME, MadeFrom
from linkage.steps.index.older import remove_index, remove_older
from linkage.steps.index.person import IDENTITY_ORDER

TABLES = {
    "identity": IDENTITY_ORDER,
    "compared_identity": "person_no, nth",
    "person": "person_id",
    "person_number": "person_id, nhs_number",
    "person_variety": "person_id",
    "postcode_people": "postcode",
    "birth_day_count": "dataset, birth_day",
    "hospital_quality_count": "dataset, field, state",
    "hospital_practice": "person_id, gp_practice",
}
"""What is kept, and the order of its rows."""


def is_kept(folder: Path, made_from: MadeFrom) -> bool:
    """Whether an index lies in `folder`, whole, unchanged, and made from what it should be made from."""
    digests = folder / "sha256.txt"
    if not digests.exists() or not made_from.is_written_in(folder):
        return False
    listed = dict(line.split("  ", 1)[::-1] for line in digests.read_text("utf-8").splitlines())
    kept = [folder / f"{table}.parquet" for table in TABLES]
    return all(file.exists() and _sha256(file) == listed.get(file.name) for file in kept)


def load_index(engine: Engine, folder: Path, made_from: MadeFrom) -> bool:
    """Make the index tables from `folder` if it `is_kept`, and say whether it was."""
    if not is_kept(folder, made_from):
        return False
    for table, order in TABLES.items():
        source = engine.parquet_sql(folder / f"{table}.parquet")
        engine.create(table, f"select * from {source} order by {order}")
    return True


def save_index(engine: Engine, folder: Path, made_from: MadeFrom) -> None:
    """Write the index tables to `folder`, with what they were made from; whole or not at all; older indexes go."""
    draft = folder.with_name(f".{folder.name}.draft")
    remove_index(draft)
    draft.mkdir(parents=True, mode=0o700)
    lines = []
    for table, order in TABLES.items():
        target = draft / f"{table}.parquet"
        engine.write_parquet(f"select * from {table} order by {order}", target)
        target.chmod(0o600)
        lines.append(f"{_sha256(target)}  {target.name}")
    (draft / NAME).write_text(made_from.text(), "utf-8")
    (draft / "sha256.txt").write_text("\n".join(lines) + "\n", "utf-8")
    remove_older(folder.parent, but=draft)
    draft.rename(folder)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
