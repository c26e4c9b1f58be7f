"""How each file is going to be read, decided from a look at its beginning before anything is read in earnest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linkage.errors import InputError
from linkage.steps.inputs.delivery.data_year import refuse_yearless
from linkage.steps.inputs.head import Head, look_at
from linkage.steps.inputs.header import Columns, columns_of_parquet, find_columns
from linkage.steps.inputs.layout import JobLayout, layout_of
from linkage.steps.inputs.likeness.told import with_likeness
from linkage.steps.inputs.lookups.json_lines import json_names
from linkage.steps.inputs.lookups.recognised import recognised
from linkage.steps.inputs.names.recognised import header_cells, header_mark, refuse_other
from linkage.steps.inputs.nested.kind import refuse_other_kind
from linkage.steps.inputs.nested.planned import nested_columns
from linkage.steps.inputs.problem import BadFileError, no_rows, refuse_all
from linkage.steps.inputs.shape import refuse_misplaced, refuse_values
from linkage.steps.inputs.source import InputFile, Source, input_files
from linkage.steps.inputs.text.blank_ends import told_of_ends, with_blank_ends
from linkage.steps.inputs.text.first_row import first_row
from linkage.steps.inputs.text.header_again import refuse_late_header
from linkage.steps.inputs.text.row_form import RowForm
from linkage.steps.inputs.typed.london import told_of_london
from linkage.steps.inputs.typed.look import Typed, head_values, parquet_names, typed_columns
from linkage.steps.inputs.values.declared import declared_dates


@dataclass(frozen=True)
class Plan:
    """How one file is going to be read."""

    file: InputFile
    layout: JobLayout
    head: Head
    columns: Columns
    names: Sequence[str] = ()
    """Those in the schema of Parquet, in the header of a text (if it has one), or in the objects of JSON lines."""
    typed: Mapping[str, Typed] = field(default_factory=dict)
    """Parquet: how each column is read, by our name."""
    is_json_lines: bool = False
    """Whether each line is an object, as in some lookups."""

    @property
    def form(self) -> RowForm:
        """What makes a row of a text file."""
        source = self.file.source
        return RowForm(
            source.delimiter,
            self.columns.fields,
            self.columns.header_line,
            source.row_lines,
            source.row_characters,
        )

    @property
    def told(self) -> list[str]:
        """What the user should know of how it is going to be read."""
        if self.head.parquet or self.layout.made_from.is_nested:
            return []
        encoding = [
            f"{self.file.name}, line {number}: is not UTF-8, and rows with such a line are set aside; the file looks "
            f"like {self.head.encoding.advice}"
            for number, line in enumerate(self.head.lines, 1)
            if line is None and self.head.encoding
        ]
        return [*told_of_ends(self.file, self.columns), *encoding[:1]]

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
    plans, problems = looked_at(sources)
    refuse_files(sources, plans, problems)
    if warn is not None:
        for told in told_of_plans(plans):
            warn(told)
    return plans


def refuse_files(
    sources: Sequence[Source],
    plans: Sequence[Plan],
    problems: Sequence[BadFileError],
    *,
    goes_on: bool = False,
) -> None:
    """
    One InputError that tells of all `problems`, and how many files of each data set can be read, as `plans` say.

    And that a run `goes_on` without the others, where it would: every data set has files left then.
    """
    fine = [said for source in sources if (said := _fine(source, plans))]
    left = {plan.file.source.dataset for plan in plans}
    if goes_on and all(source.dataset in left for source in sources):
        fine.append("a run goes on without what cannot be used ([inputs] on_bad_file)")
    refuse_all(problems, fine)


def looked_at(sources: Sequence[Source]) -> tuple[list[Plan], list[BadFileError]]:
    """How each file will be read that can be, and the problem of each other."""
    plans: list[Plan] = []
    problems: list[BadFileError] = []
    layouts = {source.dataset: layout_of(source) for source in sources}
    for source in sources:
        declared_dates(source, layouts[source.dataset])
    for file in input_files(sources):
        try:
            plans.append(_plan_file(file, layouts[file.source.dataset]))
        except InputError as problem:
            problems.append(BadFileError(str(problem), file))
    return plans, problems


def _fine(source: Source, plans: Sequence[Plan]) -> str:
    """How many of the files of a data set can be read, where others cannot."""
    fine = sum(plan.file.source.dataset == source.dataset for plan in plans)
    if fine in (0, len(source.files)):
        return ""
    files = f"the other {fine} files" if fine > 1 else "the other file"
    return f"{files} of [{source.key}] can be read"


def columns_absent(plans: Sequence[Plan]) -> dict[str, list[str]]:
    """By data set, the columns (as the layout names them) that at least one of its files lacks."""
    absent: dict[str, list[str]] = {}
    for plan in plans:
        lacking = absent.setdefault(plan.file.source.dataset, [])
        lacking.extend(name for name in plan.absent if name not in lacking)
    return {dataset: sorted(names) for dataset, names in absent.items() if names}


def told_of_plans(plans: Sequence[Plan]) -> Iterator[str]:
    """What the user should know of how files will be read, before anything is."""
    london: dict[str, list[str]] = {}
    for plan in plans:
        for one in plan.typed.values():
            if one.midnight == "london":
                london.setdefault(one.told, []).append(plan.file.name)
    yield from told_of_london(london)
    for plan in plans:
        yield from plan.told


def _plan_file(file: InputFile, usual: JobLayout) -> Plan:
    refuse_yearless(file)
    head = look_at(file)
    refuse_other_kind(file, head, usual.made_from)
    if usual.made_from.is_nested:
        return Plan(file, usual, head, nested_columns(file, head, usual))
    objects = json_names(file, head)
    mark = "" if head.parquet else header_mark(file, head)
    names = parquet_names(file) if head.parquet else objects or header_cells(head, mark)
    file = recognised(file, names, is_named=head.parquet or bool(objects))
    layout = layout_of(file.source) if file.source.layout not in ("", usual.made_from.name) else usual
    refuse_other(file, names, layout, mark)
    try:
        if objects:
            return Plan(
                file, layout, head, columns_of_parquet(file, names, layout), names, is_json_lines=True
            )
        return _parquet(file, layout, head, names) if head.parquet else _text(file, layout, head)
    except InputError as problem:
        raise with_likeness(problem, file, head, names) from None


def _parquet(file: InputFile, layout: JobLayout, head: Head, names: Sequence[str]) -> Plan:
    columns = columns_of_parquet(file, names, layout)
    typed = typed_columns(file, names, columns, layout)
    refuse_values(file, *head_values(file, typed), columns, layout)
    return Plan(file, layout, head, columns, names, typed)


def _text(file: InputFile, layout: JobLayout, head: Head) -> Plan:
    columns = text_columns(file, head, layout)
    if head.is_whole and not head.has_rows(columns.header_line):
        raise no_rows(file)
    refuse_misplaced(file, head, columns, layout)
    return Plan(
        file, layout, head, columns, first_row(head, file.source).cells if columns.header_line else ()
    )


def text_columns(file: InputFile, head: Head, layout: JobLayout) -> Columns:
    """Where each column of a text file stands, and how many fields its rows have; what is in them is not looked at."""
    refuse_late_header(file, head, layout)
    columns = find_columns(file, head, layout)
    names = first_row(head, file.source).cells if columns.header_line else []
    return with_blank_ends(columns, names, head, file.source.delimiter)
