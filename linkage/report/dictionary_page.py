"""The data dictionary as a page: what one row of each published table is, and what each of its columns means."""

from collections.abc import Sequence

from linkage.config.codes import read
from linkage.config.shipped import shipped
from linkage.report.template import rendered
from linkage.tables import Column, Table


def render_dictionary(tables: Sequence[Table], *, statistics: Sequence[Sequence[str]] = ()) -> str:
    """
    The page as HTML, made from contracts alone: it holds no number, no value of any record, and no release's name.

    `tables` are the published tables with the columns that a release has of them, `statistics` rows of what the tables
    of the statistics tell: table, meaning, what it is counted from, how it is shared, chapter of the report.
    """
    return rendered(
        "dictionary.html",
        tables=[(table, [shown(column) for column in table.columns]) for table in tables],
        statistics=statistics,
        codes=[(name, code_rows(name)) for name in lists_of(tables)],
    )


def shown(column: Column) -> dict[str, str]:
    """A column as the cells of its row."""
    return {
        "name": column.name,
        "type": column.type,
        "unit": column.unit,
        "may_be_null": "yes" if column.nullable else "",
        "meaning": column.meaning,
        "source": column.source,
        "values": ", ".join(column.values),
    }


def lists_of(tables: Sequence[Table]) -> tuple[str, ...]:
    """The lists of national codes that columns use; words of this program are told where their columns stand."""
    used = dict.fromkeys(column.codes for table in tables for column in table.columns)
    return tuple(name for name in used if name and (shipped("codes") / f"{name}.csv").is_file())


def code_rows(name: str) -> list[tuple[str, str]]:
    """Codes of a list that ships, with their meaning."""
    return [(row["code"], row["meaning"]) for row in read(name)]
