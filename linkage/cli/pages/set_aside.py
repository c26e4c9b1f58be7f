"""Rows set aside, of the month and in the files of a run, as `run` prints them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from linkage.release.content.returns import FOLDER, NO_PROVIDER, PROVIDER
from linkage.release.record.manifest import Manifest
from linkage.release.record.tallies import Input, SetAside
from linkage.words.names import HOSPITAL
from linkage.words.number_words import number_of
from linkage.words.quarantine_words import reason_words


def set_aside_lines(month: str, manifest: Manifest, secure: Path) -> Iterator[str]:
    """All that is told of rows set aside: of the month, of all files, and where those to send back lie."""
    yield from month_lines(month, manifest.set_aside)
    yield set_aside_words(manifest.inputs)
    if line := returned_line(secure):
        yield line


def set_aside_words(inputs: Iterable[Input]) -> str:
    """DID rows and hospital rows that could not be used, of every month, and others where there are any."""
    rows: Counter[str] = Counter()
    for file in inputs:
        kind = "did" if file.dataset == "did" else "hospital" if file.dataset in HOSPITAL else "other"
        rows[kind] += file.rows_quarantined
    counts = f"{number_of(rows['did'], 'DID row')} and {number_of(rows['hospital'], 'hospital row')}"
    other = f", and {number_of(rows['other'], 'row')} of deaths or lookups" if rows["other"] else ""
    return f"in all files of this run: {counts}{other} set aside"


def month_lines(month: str, found: SetAside | None) -> Iterator[str]:
    """The reasons of the DID rows of the month, and of those of no known month; nothing where nobody counted them."""
    if found is None:
        return
    yield f"set aside:    {part_words(found.of_month, f'of {month}')}"
    if found.of_no_month:
        yield f"              {part_words(found.of_no_month, 'of no known month')}"
    if found.of_other_months:
        yield f"              {number_of(found.of_other_months, 'DID row')} of other months"


def part_words(reasons: Mapping[str, int], of: str) -> str:
    """How many rows, and why, the most frequent reason first."""
    by_size = sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))
    told = "; ".join(f"{reason_words(reason)}: {rows:,}" for reason, rows in by_size)
    return f"{number_of(sum(reasons.values()), 'DID row')} {of}" + (f" ({told})" if told else "")


def returned(secure: Path) -> dict[str, object] | None:
    """For --json: the folder of rows to send back, and the groups that have a file there; None where there are none."""
    groups = sorted(path.stem for path in (secure / FOLDER).glob("*.csv"))
    return {"folder": str(secure / FOLDER), "groups": groups} if groups else None


def returned_line(secure: Path) -> str | None:
    """Where rows to send back lie, and for how many providers; None where there are none."""
    found = sorted(path.stem for path in (secure / FOLDER).glob("*.csv"))
    if not found:
        return None
    providers = sum(name.startswith(PROVIDER) for name in found)
    others = len(found) - providers - (NO_PROVIDER in found)
    told = [number_of(providers, "provider")] if providers else []
    told += ["rows of no known provider"] if NO_PROVIDER in found else []
    told += [number_of(others, "other data set")] if others else []
    return f"to send back: {', '.join(told)}, a file and a letter each: {secure / FOLDER}"
