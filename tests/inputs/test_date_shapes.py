"""How dates are spelt, as shapes: a table, and the query against its plain twin."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.commands.inspect.field_counts import counted
from linkage.engine.base import Engine
from linkage.steps.inputs.likeness.date_shapes import OTHER, PARTS, SHAPES, is_date_text, named, spelt
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.text.lines import Lines
from tests.inputs.sample import apc, put

DRAWN = {
    "yyyy-mm-dd": ["2019-11-07", "2019-02-28"],
    "yyyy-mm-dd with a time": ["2019-11-07 00:00:00.000", "2019-11-07T10:00:00", "2019-11-07 10:00"],
    "yyyy-mm-dd with a time and its offset": ["2019-11-07T00:00:00+01:00", "2019-11-07T00:00:00Z"],
    "yyyy/mm/dd": ["2019/11/07"],
    "dd/mm/yyyy": ["07/11/2019", "31/01/2019"],
    "mm/dd/yyyy": ["11/07/2019", "01/31/2019"],
    "dd/mm/yyyy or mm/dd/yyyy": ["07/11/2019", "01/12/2019"],
    "dd/mm and mm/dd, mixed,/yyyy": ["31/01/2019", "01/31/2019"],
    "dd/mm/yyyy with a time": ["31/01/2019 00:00"],
    "dd-mm-yyyy": ["07-11-2019", "07.11.2019"],
    "d/m/yyyy": ["7/11/2019", "17/1/2019"],
    "dd/mm/yy": ["07/11/19"],
    "dd-mon-yyyy": ["07-Nov-2019", "7 NOV 2019"],
    "dd-mon-yy": ["07-NOV-19"],
    "yyyymmdd": ["20191107", "19340131"],
    "ddmmyyyy": ["07112019", "31011934"],
    "a number of days, as a spreadsheet counts": ["43776", "43776.0"],
    "": ["November", "2019", "x2019-11-07", "2019-11-07x"],
}


@pytest.mark.parametrize(("shape", "values"), DRAWN.items(), ids=DRAWN)
def test_how_dates_are_spelt(shape: str, values: list[str]) -> None:
    """One shape for all of them; what no shape has is none."""
    assert spelt(values) == shape
    assert all(is_date_text(value) == bool(shape) for value in values)


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(
        st.one_of(
            st.sampled_from([v for some in DRAWN.values() for v in some]),
            st.text("0129/-: T.aN", max_size=12),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_the_query_counts_as_its_plain_twin(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    """Every value in one column of a file."""
    rows = [f"{n}|P|9990000018|1950-01-01|1|AB1 2CD|{value}" for n, value in enumerate(values)]
    folder: Path = tmp_path_factory.mktemp("dates")
    header = "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART"
    good = ["g|P|9990000018|1950-01-01|1|AB1 2CD|2019-11-07"] * 200
    (plan,) = plan_reading([apc(put(folder, "a.txt", "\n".join([header, *good, *rows]).encode()))])
    lines = Lines(plan.file, plan.head, None, plan.form)

    with engine.lend("rows_of_file", lines.reader()):
        found = counted(engine, "rows_of_file", plan)

    (field,) = [field for field in found.fields if field.ours == "start_date"]
    assert (found.rows, found.whole) == (len(values) + 200, len(values) + 200)
    assert dict(field.dates) == shapes_of([value.strip() for value in values] + ["2019-11-07"] * 200)


def shapes_of(values: list[str]) -> dict[str, int]:
    """The shapes of the values that are not blank, each with its number."""
    of_shape: dict[str, list[str]] = {}
    for value in filter(None, values):
        fitting = [shape for shape in SHAPES if is_of(shape, value)]
        assert len(fitting) <= 1, "a text has two shapes"
        of_shape.setdefault(fitting[0] if fitting else OTHER, []).append(value)
    return {
        named(
            shape,
            {
                part: max(int(value[part[0] - 1 :][: part[1]]) for value in some)
                for part in PARTS.get(shape, ())
            },
        ): len(some)
        for shape, some in of_shape.items()
    }


def is_of(shape: str, value: str) -> bool:
    """Whether a value has a shape, as a text that holds nothing else."""
    return re.fullmatch(SHAPES[shape].strip("^$"), value, re.ASCII) is not None
