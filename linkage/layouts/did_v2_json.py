"""Imaging events as providers submit them from April 2026, in JSON: Diagnostic Imaging Data Set, version 2."""

from linkage.layouts.layout import Layout
from linkage.layouts.named import did_v2_items

LAYOUT = Layout(
    name="did_v2_json",
    dataset="did",
    meaning="imaging files of the Diagnostic Imaging Data Set, version 2, as JSON: an array of objects, or one a line",
    reader="json",
    columns=did_v2_items.columns(),
    replace="month",
    timestamps=did_v2_items.timestamps(),
    one_imaging_code=True,
)
