"""What becomes of one number: shown as it is, rounded, or suppressed; a rate is of the controlled numbers."""

from dataclasses import replace

from linkage.disclosure.frequency_table import ALL, Cell, Suppression, TableRow
from linkage.disclosure.profile import ROUNDED, SHOWN, SUPPRESSED, Profile
from linkage.words.figure import Figure


def shared_as(
    figure: Figure, numerator: int | None, denominator: int | None, value: float | None, control: str
) -> Figure:
    """A figure with other numbers, and without the people behind it, who are for control alone."""
    return replace(
        figure,
        numerator=numerator,
        denominator=denominator,
        value=value,
        control=control,
        numerator_people=None,
        complement_people=None,
    )


def exact(figure: Figure) -> Figure:
    """A number that the profile leaves alone."""
    return shared_as(figure, figure.numerator, figure.denominator, figure.value, SHOWN)


def controlled(figure: Figure, suppression: Suppression, profile: Profile) -> Figure:
    """A count, or a share of events, of a row with this suppression."""
    if figure.numerator is None:
        return suppressed(figure)
    whole = None if figure.denominator is None else profile.rounded(figure.denominator)
    if suppression.cells:
        return shared_as(figure, None, None if suppression.total else whole, None, SUPPRESSED)
    count = profile.rounded(figure.numerator)
    is_share = figure.denominator is not None and figure.value != float(figure.numerator)
    value = (count / whole if whole else None) if is_share else float(count)
    return shared_as(figure, count, whole, value, ROUNDED)


def suppressed(figure: Figure) -> Figure:
    """Nothing but that it is hidden."""
    return shared_as(figure, None, None, None, SUPPRESSED)


def two_sided(figure: Figure, profile: Profile) -> bool:
    """Whether enough people are on both sides of a limit such as a percentile."""
    sides = (figure.numerator_people or 0, figure.complement_people or 0)
    return min(sides) >= profile.smallest


def estimate(figure: Figure, value: float | None) -> Figure:
    """A number that is not a count: a value alone, the counts behind it left out."""
    return shared_as(figure, None, None, value, ROUNDED)


def row_of_cells(category: str, figures: list[Figure], *, with_rest: bool) -> TableRow:
    """The cells of one category: its numerators, and with `with_rest` what is left of the denominator."""
    cells = [Cell(figure.numerator or 0, people(figure)) for figure in figures]
    if with_rest:
        first = figures[0]
        left = (first.denominator or 0) - (first.numerator or 0)
        cells.append(Cell(left, left if first.complement_people is None else first.complement_people))
    return TableRow(category, tuple(cells))


def people(figure: Figure) -> int:
    """The people behind a count; where they are not known, as many as it counts."""
    return (figure.numerator or 0) if figure.numerator_people is None else figure.numerator_people


def suppression_of(shown: Figure) -> Suppression:
    """What an earlier publication hid of a row, as one number of it shows."""
    if not shown.is_suppressed:
        return Suppression()
    return Suppression(cells=True) if shown.denominator is not None else ALL
