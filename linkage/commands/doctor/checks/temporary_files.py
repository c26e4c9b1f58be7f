"""temporary files: the folder for passing files can be written to, and has room."""

import tempfile
from pathlib import Path

from linkage.commands.doctor.check import Check, Subject
from linkage.session.finding import Warned
from linkage.session.folder_trial import trial_folder
from linkage.session.footprint import free_disk

LEAST_DISK = 2**30
"""Bytes; the smallest month of interest."""


def temporary(_: Subject) -> str:
    """The folder, found out by writing in it."""
    place = Path(tempfile.gettempdir())
    with trial_folder(place) as trial:
        (trial / "file").write_bytes(b"0")
    if free_disk(place) < LEAST_DISK:
        raise Warned(f"{place} has {free_disk(place) / 1e6:,.0f} MB free; free some space there")
    return f"{place} can be written to, {free_disk(place) / 1e9:,.1f} GB free"


CHECK = Check(
    name="temporary files",
    place=600,
    meaning="The folder for passing files can be written to, and has room.",
    look=temporary,
)
