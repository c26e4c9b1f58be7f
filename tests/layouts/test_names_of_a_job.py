"""`[did.columns]` in XML and JSON: a path or an item under another name, beside those of the layout."""

import json
from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from tests.layouts.nested import activity, changed, first, record

XML = first(record(activity("acc 1")))
CASES = {
    "an element": ("did_v1_xml", "DiagnosticTestReqDate", "AskedOn", {"Referrals/AskedOn": "request_date"}),
    "an attribute": (
        "did_v1_xml",
        "ReferrerCode extension",
        "Doctor Code",
        {"referrals/doctor@code": "Referrals/ReferrerCode@extension"},
    ),
    "an item": ("did_v2_json", "NHS NUMBER", "Patient Id", {"PATIENT ID": "NHS NUMBER"}),
}


@pytest.mark.parametrize("case", CASES)
def test_another_name_is_read(engine: Engine, tmp_path: Path, case: str) -> None:
    """As the layout's own is."""
    layout, theirs, other, names = CASES[case]
    content = XML if layout == "did_v1_xml" else json.dumps([changed()])
    column = {"an element": "request_date", "an attribute": "referrer", "an item": "nhs_number"}[case]
    found = []
    for text, said in (
        (content, {}),
        (content.replace(theirs, other), names),
        (content.replace(theirs, other), {}),
    ):
        path = tmp_path / "file"
        path.write_text(text, "utf-8")
        read_inputs(engine, [Source("did", (path,), ",", said, None, (), tmp_path, layout=layout)])
        found.append(engine.scalar(f"select {column} from did_raw"))

    assert found[0] is not None
    assert found[1:] == [found[0], None]
