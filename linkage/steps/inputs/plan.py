"""How each file is going to be read, decided from a look at its beginning before anything is read in earnest."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.errors import InputError
from linkage.steps.inputs.delivery.data_year import refuse_yearless
from linkage.steps.inputs.head import Head, look_at
from linkage.steps.inputs.header import Columns, columns_of_parquet, find_columns
from linkage.steps.inputs.layout import JobLayout, layout_of
from linkage.steps.inputs.names.recognised import header_cells, refuse_other
from linkage.steps.inputs.parquet import parquet_names
from linkage.steps.inputs.problem import refuse_all
from linkage.steps.inputs.shape import refuse_misplaced
from linkage.steps.inputs.source import InputFile, Source, input_files


@dataclass(frozen=True)
class Plan:
    """How one file is going to be read."""

    file: InputFile
    layout: JobLayout
    head: Head
    columns: Columns
    names: Sequence[str] = ()
    """Those in the schema of a Parquet file, or in the header of a text; a text may have none."""

    @property
    def absent(self) -> list[str]:
        """The columns, as the layout names them, that the file does not have, and those that none of its kind has."""
        lacking = [self.layout.columns[name] for name in self.columns.absent(self.layout)]
        return [*lacking, *self.layout.never_there]


def plan_reading(sources: Sequence[Source]) -> list[Plan]:
    """
    How each file will be read; one InputError tells of all that cannot be.

    It costs milliseconds a file, so a command that only checks a job can call it too.
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


def _plan_file(file: InputFile, layout: JobLayout) -> Plan:
    refuse_yearless(file)
    head = look_at(file)
    if head.parquet:
        names = parquet_names(file)
        refuse_other(file, names, layout)
        return Plan(file, layout, head, columns_of_parquet(file, names, layout), names)
    names = header_cells(file, head)
    refuse_other(file, names, layout)
    columns = find_columns(file, head, layout)
    refuse_misplaced(file, head, columns, layout)
    return Plan(file, layout, head, columns, names if columns.header_line else ())
