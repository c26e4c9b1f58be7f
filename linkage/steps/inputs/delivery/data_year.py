"""The data year that a hospital file is of, as the job or its name says it: April to March, 1920 for 2019/20."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from linkage.config.file_order import bare
from linkage.errors import InputError
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.source import InputFile, Source, input_files

YEAR = "year"
"""How a data set is said to replace whole years."""

SPELLINGS = (
    re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:[-_./ ]?)(?P<last>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)[-_./ ](?P<last>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<first>\d\d)[-_]?(?P<last>\d\d)(?!\d)"),
)
"""2019-20 and 201920, 2019-2020, 1920 and 19-20; the second year is the one after the first."""
MONTH = re.compile(r"(?<![A-Za-z])[Mm](?:onth)?[-_ ]?(?P<month>0?[1-9]|1[0-3])(?!\d)")
"""M08, Month8: the months of the year to date; M13 is the final extract of a year."""
FINAL = re.compile(r"(?<![a-z])final(?![a-z])", re.IGNORECASE)
CENTURY = 100
LAST_MONTH = 13
LATEST = 80
"""Years of two digits go to 2080; HES began in 1989."""


def year_of(source: Source, name: str) -> str | None:
    """The year of a file of `source`, by its path from the job's folder: of the first pattern that fits, or by name."""
    for pattern, year in source.data_years.items():
        if PurePath(name).match(pattern):
            return year
    return data_year(name)


def years_unlike_names(sources: Sequence[Source]) -> dict[str, str]:
    """
    Data years that the job says of files whose names say another or none, by the names these have as fingerprints.

    Only where years are replaced. The others are known by the names of the files.
    """
    by_year = input_files([source for source in sources if source.replace == YEAR])
    said = {label(file): (year_of(file.source, file.name), data_year(file.name)) for file in by_year}
    return {name: year for name, (year, by_name) in said.items() if year is not None and year != by_name}


def told_years(source: Source) -> Iterator[str]:
    """Data years that the job says of files: those that change nothing, and those whose names say another."""
    if source.data_years and source.replace != YEAR:
        yield f'[{source.key}] data_years counts only with replace = "{YEAR}", and rows replace rows here'
        return
    names = [source.name_of(path) for path in source.files]
    for pattern, year in source.data_years.items():
        fitting = [name for name in names if PurePath(name).match(pattern)]
        others = [
            name for name in fitting if year_of(source, name) == year and data_year(name) not in (None, year)
        ]
        if not fitting:
            yield f"[{source.key}] data_years: no file fits {pattern}"
        for name in others:
            yield f"{name}: is of data year {year}, as [{source.key}] data_years has it, and its name says another"


def data_year(name: str) -> str | None:
    """The year that a path names, as 2019/20; None where it names none, or several. A folder counts after the file."""
    parts = PurePath(bare(name)).parts
    for part in reversed(parts):
        if found := years_in(part):
            return found.pop() if len(found) == 1 else None
    return None


def years_in(part: str) -> set[str]:
    """Every data year that the name of a file or folder spells; the longest spelling that fits takes its digits."""
    found: set[str] = set()
    rest = part
    for spelling in SPELLINGS:
        for match in spelling.finditer(rest):
            first, last = int(match["first"]), int(match["last"])
            if (first + 1) % CENTURY == last % CENTURY and (last < CENTURY or last == first + 1):
                begins = first if first >= CENTURY else first + (1900 if first > LATEST else 2000)
                found.add(f"{begins}/{(begins + 1) % CENTURY:02}")
                rest = rest.replace(match.group(), " " * len(match.group()), 1)
    return found


def month_of(name: str) -> int | None:
    """The month of the year to which a provisional extract goes, 13 for a final one; None where its name says none."""
    text = PurePath(bare(name)).name
    if FINAL.search(text):
        return LAST_MONTH
    found = {int(match["month"]) for match in MONTH.finditer(text)}
    return found.pop() if len(found) == 1 else None


def refuse_yearless(file: InputFile) -> None:
    """InputError for a file that is to replace those of its data year, and does not say which that is."""
    source = file.source
    if source.replace == YEAR and year_of(source, file.name) is None:
        raise InputError(
            f'{file.name}: [{source.key}] replace = "{YEAR}" needs the data year of each file, and its name says none, '
            f'or several: say it under [{source.key}.data_years], as in "{PurePath(file.name).name}" = "2019/20", call '
            f'it so that it does, as in HES_APC_201920_M08.txt, or set [{source.key}] replace = "rows"'
        )
