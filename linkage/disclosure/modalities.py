"""
Kinds of imaging by hospital setting under control: a table of two ways, of the linked events alone.

    kind     admitted  emergency  outpatient  around  no contact      linked events of the kind: match_rate_by
    CT            830        410         120      44         300
    all          2901       1830        2200     310        4100      known exactly

A kind is a row whose parts are the settings; a kind with few people in any setting is hidden in all of them. The
unlinked are no part of it: match_rate_by tells of them.
"""

from collections.abc import Iterable, Mapping, Sequence

from linkage.disclosure.cell import controlled, people, suppressed
from linkage.disclosure.group import Publication
from linkage.disclosure.judged import Judge
from linkage.disclosure.partition import ALL, OPEN, Part, Row
from linkage.disclosure.room import Shown
from linkage.disclosure.suppression import hidings
from linkage.words.figure import Figure

TABLE, MEASURE, NO_SETTING = "modality_by_setting", "examinations", "unlinked"


def modalities(judge: Judge) -> list[Figure]:
    """Examinations of each kind in each setting, where the linked events of every kind are shown."""
    found = cells(judge.figures)
    hidden = hidings(kinds(found), judge.profile, [before(publication) for publication in judge.earlier])
    return [
        suppressed(figure) if hidden[figure.category].parts else controlled(figure, OPEN, judge.profile)
        for figure in found
    ]


def cells(figures: Iterable[Figure]) -> list[Figure]:
    """The numbers of the table that have a rule."""
    return [
        figure
        for figure in figures
        if figure.table == TABLE and figure.measure == MEASURE and figure.breakdown != NO_SETTING
    ]


def kinds(found: Sequence[Figure]) -> list[Row]:
    """A row for each kind, a part for each setting; where there is no number there was nobody."""
    settings = sorted({figure.breakdown for figure in found})
    by_place = {(figure.category, figure.breakdown): figure for figure in found}
    return [
        Row(kind, tuple(part(by_place.get((kind, setting))) for setting in settings))
        for kind in sorted({figure.category for figure in found})
    ]


def part(figure: Figure | None) -> Part:
    """One cell."""
    return Part(0, 0) if figure is None else Part(figure.numerator or 0, people(figure))


def before(publication: Publication) -> Mapping[str, Shown]:
    """The same rows in an earlier publication: a kind that it hid in one setting counts as hidden in all."""
    found = cells(publication.exact)
    hidden = {figure.category for figure in found if publication.hid(figure.key)}
    return {row.category: Shown(row, ALL if row.category in hidden else OPEN) for row in kinds(found)}
