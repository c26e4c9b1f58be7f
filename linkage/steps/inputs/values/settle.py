"""How a column of dates is spelt, settled from all its values; where it cannot tell, from the file's other columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.errors import InputError
from linkage.layouts.spelt import date_spelling as spelling
from linkage.steps.inputs.values.limits import Limits
from linkage.steps.inputs.values.spelt import DateColumn

FEWEST = 3
"""Fewer rows against a spelling prove nothing."""
DIRT = 0.01
"""Nor does so small a share of the dates show their order: of true ones three in five do."""
FEWEST_VALUES = 5
"""And of fewer values it cannot be said that none of them is a date."""


@dataclass(frozen=True)
class Settled:
    """How the dates of a column are read."""

    month_first: bool = False
    serial: bool = False
    either: str = ""
    """The kind that eight digits are of which are no date; empty: nobody knows."""
    why: str = "column"
    """What told the order of day and month: declared, column, file (its other columns) or layout."""


def settled(
    columns: Sequence[DateColumn], declared: Mapping[str, str], usual: Sequence[str], limits: Limits
) -> dict[str, Settled]:
    """
    Each column with how it is read.

    `declared` is what the job says, by our name, `usual` how the layout spells dates besides YYYY-MM-DD. ValueError,
    in words that lack the name of the file, for a column that no one spelling can hold.
    """
    own = {column.name: _order(column, declared.get(column.name, ""), limits) for column in columns}
    of_file = _of_file(columns, own)
    of_layout = any(map(spelling.is_month_first, usual))
    if of_file is None:
        own = {column.name: _few(column, said=own[column.name]) for column in columns}
        of_file = _of_file(columns, own)
    found = {}
    for column in columns:
        month_first, why = own[column.name], "declared" if declared.get(column.name) else "column"
        if month_first is None:
            month_first, why = (of_layout, "layout") if of_file is None else (of_file, "file")
            _refuse_guess(column, declared.get(column.name, ""), why, limits)
        found[column.name] = Settled(
            month_first=month_first,
            serial=_is_serial(column, declared.get(column.name, ""), limits),
            either=_either(column, declared.get(column.name, "")),
            why=why if column.either else "column",
        )
    return found


def _order(column: DateColumn, said: str, limits: Limits) -> bool | None:
    """Whether the month comes first; None where the column cannot tell."""
    turned = column.turned
    fewer = min(column.day_first, column.month_first)
    if said in ("DD/MM/YYYY", "DDMMYYYY", *spelling.MONTH_FIRST):
        month_first = said in spelling.MONTH_FIRST
        against = column.day_first if month_first else column.month_first
        if against >= FEWEST and against > limits.contrary * turned:
            other = "DD/MM/YYYY" if month_first else "MM/DD/YYYY"
            raise _contrary(
                column,
                f"is declared {said}, and {against:,} of {turned:,} values can only be {other}: correct "
                f"[{limits.key}.dates]",
                limits,
            )
        return month_first
    if fewer >= FEWEST and fewer > limits.contrary * turned:
        raise _contrary(
            column,
            f"{column.day_first:,} of {turned:,} values can only be dd/mm/yyyy, and {column.month_first:,} only "
            "mm/dd/yyyy, so no one spelling holds them: ask for the file again, its dates in one spelling",
            limits,
        )
    more = max(column.day_first, column.month_first)
    if column.day_first == column.month_first or more < FEWEST or more <= DIRT * turned:
        return None
    return column.month_first > column.day_first


def _refuse_guess(column: DateColumn, said: str, why: str, limits: Limits) -> None:
    """InputError where the order of days and months would be the layout's, and what the job says fits no value."""
    kinds = spelling.HELD.get(said, ())
    if why == "layout" and said and column.either >= FEWEST and not any(map(column.kinds.get, kinds)):
        raise InputError(
            f"{limits.named(column.name)}: is declared {said}, and none of {column.values:,} values is written so; "
            f"{column.either:,} can be read day first and month first, and nothing in the file tells: correct "
            f"[{limits.key}.dates]"
        )


def _few(column: DateColumn, *, said: bool | None) -> bool | None:
    """What so few values show that they alone prove nothing: enough where no column of the file shows more."""
    fewer, more = sorted((column.day_first, column.month_first))
    if said is not None or fewer or not more or more <= DIRT * column.turned:
        return said
    return column.month_first > column.day_first


def _of_file(columns: Sequence[DateColumn], own: Mapping[str, bool | None]) -> bool | None:
    """The order of the columns that can tell, weighed by the rows that do; None where none can."""
    told = [column for column in columns if own[column.name] is not None]
    month_first = sum(column.turned for column in told if own[column.name])
    day_first = sum(column.turned for column in told if not own[column.name])
    return None if month_first == day_first else month_first > day_first


def _is_serial(column: DateColumn, said: str, limits: Limits) -> bool:
    """Whether bare numbers are days that a spreadsheet counts: declared, or most of the column."""
    large, small = (column.kinds.get(kind, 0) for kind in (spelling.SERIAL, spelling.SMALL))
    numbers = large + small
    is_serial = said == "excel" or (2 * numbers > column.values and large > small)
    fewer = min(numbers, column.turned)
    if is_serial and fewer >= FEWEST and fewer > limits.contrary * column.values:
        raise _contrary(
            column,
            f"{numbers:,} of {column.values:,} values are the days that a spreadsheet counts (99999), and "
            f"{column.turned:,} are text ({column.shapes.get(spelling.YEAR_LAST, 'ddmmyyyy')}): a spreadsheet has read "
            "some days as months; ask for the file again, never opened in one",
            limits,
        )
    return is_serial


def _either(column: DateColumn, said: str) -> str:
    """Which end the year of eight digits is at, where they are no date either way round."""
    first, last = (column.kinds.get(kind, 0) for kind in (spelling.DIGITS, spelling.DIGITS_LAST))
    if said in ("YYYYMMDD", "DDMMYYYY", "MMDDYYYY"):
        return spelling.DIGITS if said == "YYYYMMDD" else spelling.DIGITS_LAST
    if first == last:
        return ""
    return spelling.DIGITS if first > last else spelling.DIGITS_LAST


def _contrary(column: DateColumn, words: str, limits: Limits) -> InputError:
    return InputError(
        f"{limits.named(column.name)}: {words}. Up to [{limits.key}] max_contrary_date_share = {limits.contrary:g} of "
        "its values may contradict the others"
    )


def refuse_unreadable(column: DateColumn, found: Settled, rows: int, limits: Limits) -> None:
    """InputError for a column most of whose values are no date in any spelling; `rows` are those of its file."""
    unread = unreadable(column, found)
    lost = sum(unread.values())
    if lost < FEWEST_VALUES or lost <= limits.unreadable * column.values or lost < limits.of_rows * rows:
        return
    kind = max(unread, key=lambda one: (unread[one], one))
    setting = f"[{limits.key}] max_unreadable_date_share = {limits.unreadable:g}"
    if kind == spelling.SHORT:
        advice = "a year of two digits does not say its century: ask for the file again, its years with four digits"
    elif kind == spelling.SERIAL:
        advice = (
            f'if these are the days that a spreadsheet counts, say so under [{limits.key}.dates]: "excel"'
        )
    else:
        advice = f"Are columns swapped? Check the order of the fields and [{limits.key}] paths"
    raise InputError(
        f"{limits.named(column.name)}: {lost:,} of {column.values:,} values are no date that can be read "
        f"({column.shapes[kind]}), more than {setting} allows; {advice}"
    )


def unreadable(column: DateColumn, found: Settled) -> dict[str, int]:
    """Rows of each kind of text that is no date, as the column is read."""
    kinds = [spelling.OTHER, spelling.SHORT]
    kinds += [] if found.serial else [spelling.SERIAL, spelling.SMALL]
    kinds += [] if found.either else [spelling.DIGITS_EITHER]
    return {kind: column.kinds[kind] for kind in kinds if column.kinds.get(kind)}
