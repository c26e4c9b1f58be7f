"""Rows set aside in the files of a run, as `run` prints them."""

from collections import Counter
from collections.abc import Iterable

from linkage.release.record.tallies import Input
from linkage.words.names import HOSPITAL
from linkage.words.number_words import number_of


def set_aside_words(inputs: Iterable[Input]) -> str:
    """DID rows and hospital rows that could not be used, of every month, and others where there are any."""
    rows: Counter[str] = Counter()
    for file in inputs:
        kind = "did" if file.dataset == "did" else "hospital" if file.dataset in HOSPITAL else "other"
        rows[kind] += file.rows_quarantined
    counts = f"{number_of(rows['did'], 'DID row')} and {number_of(rows['hospital'], 'hospital row')}"
    other = f", and {number_of(rows['other'], 'row')} of deaths or lookups" if rows["other"] else ""
    return f"in all files of this run: {counts}{other} set aside"
