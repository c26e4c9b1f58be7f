"""How each file is going to be read, decided from a look at its beginning before anything is read in earnest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linkage.errors import InputError
from linkage.steps.inputs.delivery.data_year import refuse_yearless
from linkage.steps.inputs.head import Head, look_at
from linkage.steps.inputs.header import Columns, columns_of_parquet, find_columns, first_cells
from linkage.steps.inputs.layout import JobLayout, layout_of
from linkage.steps.inputs.lookups.json_lines import json_names
from linkage.steps.inputs.lookups.recognised import recognised
from linkage.steps.inputs.problem import refuse_all
from linkage.steps.inputs.shape import refuse_misplaced, refuse_values
from linkage.steps.inputs.source import InputFile, Source, input_files
from linkage.steps.inputs.typed.london import told_of_london
from linkage.steps.inputs.typed.look import Typed, head_values, parquet_names, typed_columns


@dataclass(frozen=True)
class Plan:
    """How one file is going to be read."""

    file: InputFile
    layout: JobLayout
    head: Head
    columns: Columns
    names: Sequence[str] = ()
    """Parquet: the names in the file's schema; JSON lines: those of its objects."""
    typed: Mapping[str, Typed] = field(default_factory=dict)
    """Parquet: how each column is read, by our name."""

    @property
    def absent(self) -> list[str]:
        """The columns, as the layout names them, that the file does not have, and those that none of its kind has."""
        lacking = [self.layout.columns[name] for name in self.columns.absent(self.layout)]
        return [*lacking, *self.layout.never_there]


def plan_reading(sources: Sequence[Source], warn: Callable[[str], None] | None = None) -> list[Plan]:
    """
    How each file will be read; one InputError tells of all that cannot be, and `warn` is told what told_of_plans says.

    It costs milliseconds a file, so a command that only checks a job can call it too; but time stamps of Parquet where
    days are wanted are read whole.
    """
    plans: list[Plan] = []
    problems: list[InputError] = []
    layouts = {source.dataset: layout_of(source) for source in sources}
    for file in input_files(sources):
        try:
            plans.append(_plan_file(file, layouts[file.source.dataset]))
        except InputError as problem:
            problems.append(problem)
    refuse_all(problems)
    if warn is not None:
        for told in told_of_plans(plans):
            warn(told)
    return plans


def columns_absent(plans: Sequence[Plan]) -> dict[str, list[str]]:
    """By data set, the columns (as the layout names them) that at least one of its files lacks."""
    absent: dict[str, list[str]] = {}
    for plan in plans:
        lacking = absent.setdefault(plan.file.source.dataset, [])
        lacking.extend(name for name in plan.absent if name not in lacking)
    return {dataset: sorted(names) for dataset, names in absent.items() if names}


def columns_absent_by_file(plans: Sequence[Plan]) -> list[tuple[int, str]]:
    """The number of each file with each column (as the layout names it) that it lacks."""
    return [(plan.file.file_id, name) for plan in plans for name in plan.absent]


def told_of_plans(plans: Sequence[Plan]) -> Iterator[str]:
    """What the user should know of how files will be read, before anything is."""
    london: dict[str, list[str]] = {}
    for plan in plans:
        for one in plan.typed.values():
            if one.midnight == "london":
                london.setdefault(one.told, []).append(plan.file.name)
    yield from told_of_london(london)


def _plan_file(file: InputFile, usual: JobLayout) -> Plan:
    refuse_yearless(file)
    head = look_at(file)
    names = parquet_names(file) if head.parquet else json_names(file, head)
    file = recognised(file, names or first_cells(file, head), is_named=bool(names))
    layout = (
        usual
        if file.source.layout == usual.made_from.name or not file.source.layout
        else layout_of(file.source)
    )
    if not names:
        columns = find_columns(file, head, layout)
        refuse_misplaced(file, head, columns, layout)
        return Plan(file, layout, head, columns)
    columns = columns_of_parquet(file, names, layout)
    if not head.parquet:
        return Plan(file, layout, head, columns, names)
    typed = typed_columns(file, names, columns, layout)
    refuse_values(file, *head_values(file, typed), columns, layout)
    return Plan(file, layout, head, columns, names, typed)
