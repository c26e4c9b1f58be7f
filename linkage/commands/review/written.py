"""The page and the workbook of a round of reviewing, in the secure folder of its sample."""

import json
from datetime import datetime

from linkage.commands.report.monthly_report import has_workbook
from linkage.commands.review.folders import THIRD, SampleFolders
from linkage.release import disk
from linkage.review.answer_file import digest_of
from linkage.review.page import render_page
from linkage.review.shown import ShownSample, as_data
from linkage.review.workbook import workbook_bytes


def page_digest(sample: ShownSample) -> str:
    """What tells one page from another: a digest of all that it shows."""
    return digest_of(json.dumps(as_data(sample), sort_keys=True))


def write_round(folders: SampleFolders, sample: ShownSample, made: datetime) -> None:
    """The page, what it shows, and, with the extra `report`, the workbook of the first round."""
    disk.write(folders.shown(sample.round), json.dumps(as_data(sample)).encode())
    digest = page_digest(sample)
    disk.write(folders.page(sample.round), render_page(sample, digest).encode())
    if has_workbook():
        name = "third.xlsx" if sample.round == THIRD else "review.xlsx"
        disk.write(folders.secure / name, workbook_bytes(sample, digest, made))
