"""The layouts: what the contracts promise is what the files are known to hold."""

from pathlib import Path

import pytest

from linkage.layouts.spelt.shape import Shape
from linkage.steps.inputs.layout import header_name, layout_of
from linkage.steps.inputs.source import DATASETS, Source
from tests.inputs.sample import DID_NAMES, did


def test_a_did_row_has_eighteen_fields_in_their_order() -> None:
    """Diagnostic Imaging Data Set v1.0, the submission file."""
    layout = layout_of(did(Path("a.csv")))

    assert tuple(layout.columns[name] for name in layout.in_order) == DID_NAMES


@pytest.mark.parametrize(
    ("dataset", "key", "start"),
    [
        ("apc", "EPIKEY", "EPISTART"),
        ("op", "ATTENDKEY", "APPTDATE"),
        ("ae", "AEKEY", "ARRIVALDATE"),
        ("ecds", "EC_IDENT", "ARRIVAL_DATE"),
    ],
)
def test_what_a_hes_file_must_have(dataset: str, key: str, start: str) -> None:
    """The record key, the four identifiers, the start date and the person key the job names."""
    layout = layout_of(Source(dataset, (), "|", {}, "HESID", (), Path()))

    assert layout.listed(list(layout.required)) == f"{key}, NEWNHSNO, DOB, SEX, HOMEADD, {start}, HESID"


@pytest.mark.parametrize("dataset", DATASETS)
def test_what_is_required_and_shaped_are_columns(dataset: str) -> None:
    """A name that is no column would switch its check off."""
    layout = layout_of(Source(dataset, (), "|", {}, "HESID", (), Path()))

    assert {*layout.required, *layout.shapes, *layout.names.values()} <= set(layout.columns)


@pytest.mark.parametrize(
    ("shape", "fits", "does_not"),
    [
        (
            "nhs_number",
            ["9990000018", "999 000 0018", "999-000-0018"],
            ["999000001", "99900000188", "1950-03-04"],
        ),
        (
            "birth_date",
            [
                "1950-03-04",
                "04/03/1950",
                "4/3/1950 0:00",
                "19500304",
                "04-MAR-1950",
                "1950-03-04T00:00:00Z",
                "18326",
            ],
            ["9990000018", "AB1 2CD", "1", "12345678", "Marble"],
        ),
        ("sex", ["1", "9", "F", "male", "2.0"], ["A", "01", "Z"]),
        ("postcode", ["AB1 2CD", "ab12 3cd", "A11AA", "ZZ99 3VZ", "AB1  2CD"], ["AB1", "2", "F85678"]),
        ("source_setting", ["01", "7"], ["007", "A"]),
        ("imaging_code_snomed", ["241439007"], ["CHEST", "12345"]),
    ],
)
def test_shapes(shape: str, fits: list[str], does_not: list[str]) -> None:
    """A shape is the whole value, and loose enough for the usual slips."""
    described: Shape = layout_of(did(Path("a.csv"))).shapes[shape]

    assert [value for value in [*fits, *does_not] if described.fits(value)] == fits


def test_header_names() -> None:
    """Case and blanks make no difference."""
    assert header_name(" Site Code\tImaging ") == "SITE_CODE_IMAGING"
