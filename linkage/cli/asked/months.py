"""The months that a command line asks for, and what may not be asked for together."""

import re
from collections.abc import Iterable, Sequence
from datetime import MINYEAR, date

import typer

from linkage.cli.options import MONTH_PATTERN


def asked_months(
    month: str | None, months: str | None, *, changed: bool, leave: Sequence[str] | None, restate: bool
) -> tuple[str, ...]:
    """The months in order, or none where only what has changed is asked for; a usage error for what does not fit."""
    from linkage.commands.months.asked import month_range

    if month and months:
        raise typer.BadParameter("name one month with --month, or several with --months, not both")
    if not (month or months or changed):
        raise typer.BadParameter(
            "say which month: --month YYYY-MM, --month latest, --months A..B or --changed"
        )
    if restate and not (month or months):
        raise typer.BadParameter("--restate needs the month: --month YYYY-MM, or --months A..B for several")
    if restate and month == "latest":
        raise typer.BadParameter("--month latest is never published yet, so there is nothing to restate")
    if leave and not changed:
        raise typer.BadParameter("--except says what --changed leaves as it is; give --changed too")
    wrong = [name for name in leave or () if not re.fullmatch(MONTH_PATTERN, name)]
    if wrong:
        raise typer.BadParameter("--except: write the month as YYYY-MM, for example 2026-04")
    if months:
        ends = months.split("..")
        if len(ends) != len(("first", "last")) or not all(re.fullmatch(MONTH_PATTERN, end) for end in ends):
            raise typer.BadParameter("--months: write the first month and the last, such as 2026-01..2026-12")
        return month_range(months)
    return (month,) if month else ()


def named_month(month: str | None) -> str:
    """The one month whose steps are to be shown; a usage error where it is not named."""
    if month is None or month == "latest":
        raise typer.BadParameter("--sql needs the month: --month YYYY-MM")
    return month


def first_days(months: Iterable[str]) -> list[date]:
    """The first day of each month that is named."""
    return [
        date(max(int(month[:4]), MINYEAR), int(month[5:]), 1)
        for month in months
        if re.fullmatch(MONTH_PATTERN, month)
    ]
