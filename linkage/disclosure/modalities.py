"""
Kinds of imaging by hospital setting under control: a table of two ways, of the linked events alone.

    kind     admitted  emergency  outpatient  around  no contact      linked events of the kind: match_rate_by
    CT            830        410         120      44         300
    all          2901       1830        2200     310        4100      known exactly

A kind is a row whose parts are the settings; a kind with few people in any setting is hidden in all of them. The
unlinked are no part of it: match_rate_by tells of them.
"""

from collections.abc import Iterable, Mapping, Sequence

from linkage.disclosure.controlled_figure import controlled, people, suppressed
from linkage.disclosure.earlier import Publication
from linkage.disclosure.feasibility import PublishedRow
from linkage.disclosure.frequency_table import ALL, OPEN, Cell, TableRow
from linkage.disclosure.protected_table import MonthTables
from linkage.disclosure.secondary_suppression import suppressions
from linkage.words.figure import Figure

TABLE, MEASURE, NO_SETTING = "modality_by_setting", "examinations", "unlinked"


def modalities(month: MonthTables) -> list[Figure]:
    """Examinations of each kind in each setting, where the linked events of every kind are shown."""
    found = numbers(month.figures)
    hidden = suppressions(kinds(found), month.profile, [before(publication) for publication in month.earlier])
    return [
        suppressed(figure) if hidden[figure.category].cells else controlled(figure, OPEN, month.profile)
        for figure in found
    ]


def numbers(figures: Iterable[Figure]) -> list[Figure]:
    """The numbers of the table that have a rule."""
    return [
        figure
        for figure in figures
        if figure.table == TABLE and figure.measure == MEASURE and figure.breakdown != NO_SETTING
    ]


def kinds(found: Sequence[Figure]) -> list[TableRow]:
    """A row for each kind, a part for each setting; where there is no number there was nobody."""
    settings = sorted({figure.breakdown for figure in found})
    by_place = {(figure.category, figure.breakdown): figure for figure in found}
    return [
        TableRow(kind, tuple(cell(by_place.get((kind, setting))) for setting in settings))
        for kind in sorted({figure.category for figure in found})
    ]


def cell(figure: Figure | None) -> Cell:
    """One cell."""
    return Cell(0, 0) if figure is None else Cell(figure.numerator or 0, people(figure))


def before(publication: Publication) -> Mapping[str, PublishedRow]:
    """The same rows in an earlier publication: a kind that it hid in one setting counts as hidden in all."""
    found = numbers(publication.exact)
    hidden = {figure.category for figure in found if publication.hid(figure.key)}
    return {row.category: PublishedRow(row, ALL if row.category in hidden else OPEN) for row in kinds(found)}
