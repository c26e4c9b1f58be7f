"""Imaging events as providers submit them from April 2026, in JSON: Diagnostic Imaging Data Set, version 2."""

from linkage.layouts.named import did_v2_items

LAYOUT = did_v2_items.layout(
    "did_v2_json",
    "imaging files of the Diagnostic Imaging Data Set, version 2, as JSON: an array of objects, or one a line",
    "json",
)
