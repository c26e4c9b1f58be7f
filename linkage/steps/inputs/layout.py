"""What the files of a data set may hold as this job supplies them: its layout, with the job's own names for columns."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from linkage.errors import ConfigError
from linkage.layouts.every import USUAL
from linkage.layouts.layout import Layout
from linkage.layouts.named.header_names import HeaderNames, header_name
from linkage.layouts.spelt.shape import Shape
from linkage.steps.inputs.source import Source

__all__ = ["JobLayout", "header_name", "layout_of"]


@dataclass(frozen=True)
class JobLayout:
    """A data set as this job supplies it."""

    made_from: Layout
    columns: Mapping[str, str]
    """Our name of each column -> its name in the layout, in the order of the layout."""
    names: HeaderNames
    """Every name that a header may use, as `header_name` writes it -> our name; a look-up finds other spellings."""
    required: tuple[str, ...]
    """Columns without which a file cannot be used, those of `linkage` that the job does not declare absent included."""
    linkage: tuple[str, ...]
    """Columns by which records are linked."""
    series: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Our name of each column that is several of the file -> the names that a header may use for each of these."""

    @property
    def shapes(self) -> Mapping[str, Shape]:
        """What the values of columns look like."""
        return {one.ours: one.shape for one in self.made_from.columns if one.shape is not None}

    @property
    def either(self) -> Mapping[str, tuple[str, ...]]:
        """Our name -> names of which a header may have several, the first that it has being the column."""
        return {one.ours: one.either for one in self.made_from.columns if one.either}

    @property
    def fills(self) -> Mapping[str, tuple[str, ...]]:
        """Those of `either` of which a row's first that holds something counts."""
        return {one.ours: one.either for one in self.made_from.columns if one.fills}

    def clocks(self, there: Collection[str]) -> dict[str, str]:
        """Our name of each time of day -> that of its timestamp, of the columns that are `there`."""
        return {one.ours: one.clock_of for one in self.made_from.columns if one.clock_of in there}

    @property
    def beside(self) -> tuple[str, ...]:
        """Columns that only a file with a header can have, and that none has to."""
        return tuple(one.ours for one in self.made_from.columns if one.beside)

    @property
    def in_order(self) -> tuple[str, ...]:
        """The columns of a file without a header, in the order of its fields."""
        return tuple(name for name in self.columns if name not in self.beside)

    @property
    def never_there(self) -> tuple[str, ...]:
        """What such a file cannot carry, by the names of the usual layout: its own has none for it."""
        if self.made_from.is_part:
            return ()
        lacking, usual = self.made_from.cannot_carry, USUAL[self.made_from.dataset]
        return tuple(one.theirs for one in usual.columns if one.ours in lacking and not one.beside)

    def known(self, names: Iterable[str]) -> set[str]:
        """Our names of the columns that names of a header, or of a schema, are of."""
        return {ours for name in names if (ours := self.names.get(header_name(name)))}

    def passed_over(self, written: Sequence[str]) -> set[str]:
        """Names of a header that stand beside a better one for the same column."""
        groups = (*self.either.values(), *chain.from_iterable(self.series.values()))
        return self.names.beside_better(written, groups, self.series)

    def in_series(self, ours: str, name: str) -> int:
        """The place, from 1, of a name of a header among the several columns of the file that are `ours`."""
        meant = self.names.meant(name) or ""
        return next((place for place, names in enumerate(self.series[ours], 1) if meant in names), 1)

    def instead(self, written: Sequence[str], ours: str) -> tuple[int, ...]:
        """Places, from 1, of the names of a header that are read for a column where its own is blank, best first."""
        names = self.fills.get(ours, ())
        found = [
            (names.index(meant), place)
            for place, name in enumerate(written, 1)
            if (meant := self.names.meant(name) or "") in names
        ]
        return tuple(place for _, place in sorted(found)[1:])

    def listed(self, ours: list[str]) -> str:
        """Columns as the layout names them, for a message."""
        return ", ".join(self.columns[name] for name in ours)


def layout_of(source: Source) -> JobLayout:
    """
    The layout of a data set with the job's own names for its columns.

    Raises ConfigError, naming the key, when the job maps a name to a column that does not exist.
    """
    described = source.made_from
    columns = _columns(source)
    names = {header_name(theirs): ours for ours, theirs in columns.items()}
    names.update({header_name(alias): one.ours for one in described.columns for alias in one.aliases})
    names.update({header_name(name): one.ours for one in described.columns for name in one.either})
    series = {one.ours: one.series for one in described.columns if one.series}
    names.update({name: ours for ours, several in series.items() for name in chain.from_iterable(several)})
    targets = {header_name(ours): ours for ours in columns} | names
    unknown = sorted(wanted for wanted in source.names.values() if header_name(wanted) not in targets)
    if unknown:
        raise ConfigError(
            f"[{source.key}.columns] maps to {', '.join(unknown)}: no such column; "
            f"the columns are {', '.join(columns.values())}"
        )
    names.update({header_name(theirs): targets[header_name(ours)] for theirs, ours in source.names.items()})
    person = ("person_key",) if "person_key" in columns else ()
    required, linkage = described.named(required=True), described.named(links=True)
    besides = (name for name in linkage if name not in (*source.absent, *required))
    series = {ours: _renamed_series(several, source) for ours, several in series.items()}
    return JobLayout(described, columns, HeaderNames(names), (*required, *besides, *person), linkage, series)


def _renamed_series(several: tuple[tuple[str, ...], ...], source: Source) -> tuple[tuple[str, ...], ...]:
    """The names of each column of a series, those of the user's header among them."""
    said = {header_name(theirs): header_name(ours) for theirs, ours in source.names.items()}
    return tuple((*(theirs for theirs, meant in said.items() if meant in names), *names) for names in several)


def _columns(source: Source) -> dict[str, str]:
    columns = {column.ours: column.theirs for column in source.made_from.columns}
    if "person_key" in columns:
        if source.person_id:
            columns["person_key"] = source.person_id
        else:
            del columns["person_key"]
    return columns
