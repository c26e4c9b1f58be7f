"""Imaging events as providers submit them from April 2026, in XML: Diagnostic Imaging Data Set, version 2."""

from linkage.layouts.named import did_v2_items

LAYOUT = did_v2_items.layout(
    "did_v2_xml",
    "imaging files of the Diagnostic Imaging Data Set, version 2, as XML with the names of items",
    "xml",
)
