"""Imaging events as providers submit them from April 2026, in text: Diagnostic Imaging Data Set, version 2."""

from linkage.layouts.named import did_v2_items

LAYOUT = did_v2_items.layout(
    "did_v2_csv",
    "imaging files of the Diagnostic Imaging Data Set, version 2, as text with a header",
)
