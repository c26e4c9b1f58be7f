"""Columns of dates as texts, read as those of one file are; and how a day is written in each spelling."""

from collections.abc import Mapping, Sequence
from datetime import date

from linkage.engine.base import Engine
from linkage.steps.inputs.values.limits import Limits
from linkage.steps.inputs.values.note import Note
from linkage.steps.inputs.values.read_dates import dates_table, read_dates

LIMITS = Limits("a.csv", "did", {}, contrary=0.05, unreadable=0.5)
EXCEL = date(1899, 12, 30)


def written(day: date) -> dict[str, str]:
    """A day, in every spelling of which nothing need be known, by a name for it that ends in _date."""
    return {
        f"{name}_date": text
        for name, text in {
            "iso": f"{day}",
            "iso_short": f"{day.year}-{day.month}-{day.day}",
            "iso_slashed": f"{day:%Y/%m/%d}",
            "iso_dotted": f"{day:%Y.%m.%d}",
            "compact": f"{day:%Y%m%d}",
            "compact_decimal": f"{day:%Y%m%d}.0",
            "compact_time": f"{day:%Y%m%d}T000000",
            "hl7": f"{day:%Y%m%d}000000",
            "compact_last": f"{day:%d%m%Y}",
            "slashed": f"{day:%d/%m/%Y}",
            "slashed_time": f"{day:%d/%m/%Y} 00:00",
            "dashed": f"{day:%d-%m-%Y}",
            "dotted": f"{day:%d.%m.%Y}",
            "excel_text": f"{day.day}/{day.month}/{day.year}",
            "excel_text_time": f"{day.day}/{day.month}/{day.year} 0:00",
            "month_name": f"{day:%d-%b-%Y}",
            "month_name_capitals": f"{day:%d-%b-%Y}".upper(),
            "sas": f"{day:%d%b%Y}".upper(),
            "sas_time": f"{day:%d%b%Y}:00:00:00.000".upper(),
            "month_name_long": f"{day.day} {day:%B %Y}",
            "sql_server": f"{day} 00:00:00.000",
            "sql_server_2": f"{day} 00:00:00.0000000",
            "sql_server_text": f"{day:%b} {day.day:2} {day.year} 12:00AM",
            "oracle": f"{day} 00:00:00",
            "iso_time": f"{day}T00:00:00",
            "iso_zone": f"{day}T00:00:00Z",
            "iso_offset": f"{day}T00:00:00+01:00",
            "iso_fraction": f"{day}T00:00:00.000+00:00",
            "xml_zone": f"{day}+01:00",
            "serial": str((day - EXCEL).days),
            "serial_decimal": f"{(day - EXCEL).days}.0",
            "full_width": "".join(
                chr(ord(letter) + 0xFEE0) if letter.isdigit() else letter for letter in f"{day}"
            ),
            "no_break": f"\u00a0{day}\u200b",
            "apostrophe": f"'{day}",
        }.items()
    }


def read(
    engine: Engine,
    columns: Mapping[str, Sequence[str | None]],
    declared: Mapping[str, str] | None = None,
    usual: Sequence[str] = (),
) -> tuple[dict[str, list[str | None]], list[Note]]:
    """Every text of each column as a file's reading gives it, in order, and the notes on them; all of one length."""
    names = list(columns)
    rows = list(zip(range(1, len(columns[names[0]]) + 1), *columns.values(), strict=True))
    types = {"row_number": "integer"} | dict.fromkeys(names, "text") | {"reason": "text"}
    engine.load("texts", types, [(*row, None) for row in rows])
    _, notes, _ = read_dates(engine, "apc", names, "texts", declared or {}, usual, LIMITS)
    found: dict[str, list[str | None]] = {}
    for name in names:
        found[name] = [
            None if text is None else str(text)
            for (text,) in engine.rows(f"""
                select coalesce(dates.iso, texts.{name}) from texts
                left join {dates_table("texts")} as dates
                  on dates.column_name = '{name}' and dates.raw = texts.{name}
                order by row_number""")
        ]
    return found, notes
