"""Rows set aside in one file: a file in the wrong encoding must not hide among many that are right."""

from linkage.gates.facts import Facts, FileFacts
from linkage.gates.gate import Found, Gate
from linkage.words.names import HOSPITAL
from linkage.words.quarantine_words import reason_words

PEOPLE = ("did", *HOSPITAL)
"""Data sets of which a lost row is a lost link."""
NAMED = 5


def worst_files(facts: Facts, least: int) -> Found | None:
    """The largest share of a file, and the files it is largest in."""
    judged = [file for file in facts.files if file.dataset in PEOPLE and file.rows_read >= max(least, 1)]
    if not judged:
        return None
    worst = sorted(
        (file for file in judged if file.rows_quarantined), key=lambda file: (-share(file), file.path)
    )
    told = "; ".join(
        f"{file.path}: {file.rows_quarantined:,} of {file.rows_read:,} rows were set aside"
        f" ({'; '.join(f'{reason_words(reason)}: {rows:,}' for reason, rows in file.reasons.items())})"
        for file in worst[:NAMED]
    )
    return Found(max(map(share, judged)), told or "no row of a file was set aside")


def share(file: FileFacts) -> float:
    """Rows of a file that were set aside, as a share of it."""
    return file.rows_quarantined / file.rows_read


GATE = Gate(
    name="max_file_quarantine_share",
    place=600,
    what="rows set aside of one file, as a share of it (DID and HES)",
    setting="Share of one file's rows set aside.",
    find=worst_files,
    warn=0.02,
    refuse=0.1,
)
