"""The room of layouts: each module that has one bears its name, and no two say one thing."""

from dataclasses import replace
from importlib import import_module

import pytest

from linkage.config.sources.did import DidTable
from linkage.config.sources.hes import Hes, HesTable
from linkage.config.sources.lookups import LookupTable
from linkage.layouts.every import LAYOUTS, USUAL, in_order, names
from linkage.layouts.layout import InputColumn
from linkage.steps.inputs.reason import JOINING_KEYS, OWN_KEYS
from linkage.steps.inputs.source import DATASETS, LOOKUPS
from linkage.tables import contract
from linkage.words.names import HOSPITAL
from tests.structure.imports import ROOT

DID = USUAL["did"]


def test_a_module_bears_the_name_of_its_layout() -> None:
    """Whoever looks for one finds it by name."""
    for layout in LAYOUTS:
        assert import_module(f"linkage.layouts.{layout.name}").LAYOUT is layout


def test_every_layout_has_a_spec_test() -> None:
    """One file that draws rows of it."""
    assert not [one.name for one in LAYOUTS if not (ROOT / f"tests/layouts/test_{one.name}.py").is_file()]


def test_the_usual_layouts_are_the_raw_tables() -> None:
    """Column by column, each data set with its own; what a contract promises is never null is a key, or required."""
    assert set(DATASETS) == {"did", *HOSPITAL, "deaths", *LOOKUPS}
    for dataset, layout in USUAL.items():
        columns = contract(f"{dataset}_raw").columns[2:]
        needed = {column.name for column in columns if not column.nullable}

        assert [(one.ours, one.theirs) for one in layout.columns] == [
            (one.name, one.source) for one in columns
        ]
        assert needed <= {one.ours for one in layout.columns if one.key or one.required}


def test_keys_are_those_that_rows_are_set_aside_for() -> None:
    """In every layout, with those by which records belong together among its columns or told as absent."""
    for layout in LAYOUTS:
        told = {*layout.cannot_carry, *(column.ours for column in layout.columns)}

        assert [column.ours for column in layout.columns if column.key] == list(OWN_KEYS[layout.dataset])
        assert set(JOINING_KEYS.get(layout.dataset, ())) <= told


def test_settings_say_what_the_usual_layouts_say() -> None:
    """The schema of the job names the delimiter that holds where a job is silent."""
    table = DidTable(paths=("a.csv",))
    hes = HesTable(paths=("a.txt",))

    assert (table.layout, table.delimiter) == (DID.name, DID.delimiter)
    assert {hes.delimiter} == {USUAL[name].delimiter for name in Hes.model_fields}
    assert {LookupTable(paths=("a.csv",)).delimiter} == {USUAL[name].delimiter for name in LOOKUPS}
    assert names("did")[0] == DID.name


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (DID, "one name"),
        (replace(DID, name="other"), "usual one"),
        (replace(DID, name="other", is_usual=False, columns=DID.columns[1:]), "cannot carry"),
        (replace(DID, name="other", is_usual=False, cannot_carry=("sex",)), "cannot carry"),
        (
            replace(
                DID,
                name="other",
                is_usual=False,
                columns=DID.columns[:-1],
                cannot_carry=("accession_number",),
            ),
            "accession_number, site_code, test_date are keys or required",
        ),
        (
            replace(
                DID,
                name="other",
                is_usual=False,
                columns=tuple(replace(column, links=False) for column in DID.columns),
            ),
            "nothing to link by",
        ),
        (replace(DID, name="other", is_usual=False, dates=("DD/MM/YY",)), "spellings"),
        (replace(DID, name="other", is_usual=False, dates=("DD/MM/YYYY", "MM/DD/YYYY")), "none looks like another"),
        (replace(USUAL["ae"], name="other", is_usual=False, dates=("DD/MM/YYYY",)), "imaging"),
    ],
)  # fmt: skip
def test_a_layout_that_cannot_be_is_refused(wrong: object, told: str) -> None:
    """By name, before anything is read by it."""
    with pytest.raises(ValueError, match=told):
        in_order([*LAYOUTS, wrong])  # type: ignore[list-item]


def test_one_that_says_less_is_taken() -> None:
    """Its columns may stand in another order and have other names."""
    columns = tuple(InputColumn(one.ours, one.ours, key=one.key, required=one.required, links=one.links)
                    for one in reversed(DID.columns) if one.ours != "report_date")  # fmt: skip
    other = replace(DID, name="another", is_usual=False, columns=columns, cannot_carry=("report_date",))

    others = sorted(["another", *names("did")[1:]])
    assert [one.name for one in in_order([*LAYOUTS, other])][: len(others) + 1] == [DID.name, *others]
