"""How a nested file is going to be read, as its beginning shows."""

from collections.abc import Mapping

from linkage.errors import InputError
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.nested.prolog import commonest_child, root_name
from linkage.steps.inputs.nested.record import UNREAD
from linkage.steps.inputs.reason import OWN_KEYS
from linkage.steps.inputs.source import InputFile


def nested_columns(file: InputFile, head: Head, layout: JobLayout) -> Columns:
    """
    The columns of a file: every one of the layout, since a record may have any of them.

    InputError for XML that begins as none of the layout does.
    """
    tree = layout.made_from.tree
    if layout.made_from.reader == "xml":
        found = root_name(file.name, head.begins)
        if tree.root and found.upper() != tree.root.upper():
            raise InputError(
                f"{file.name}: its first element is not {tree.root}, as that of {layout.made_from.name} is; check "
                "[did] layout and that this is the right file"
            )
        if not tree.record and not commonest_child(head.begins):
            raise InputError(
                f"{file.name}: holds no records; ask for the file again, or take it out of the job"
            )
    places = {name: place for place, name in enumerate(layout.columns, 1)}
    return Columns(places, len(layout.columns), clocks=layout.clocks(places))


def refuse_other_records(file: InputFile, layout: JobLayout, found: Mapping[str | None, int]) -> None:
    """InputError for a file of which no record is of the layout, or has an item that every one must have."""
    rows = sum(found.values())
    name = layout.made_from.name
    if sum(found.get(reason, 0) for reason in UNREAD) == rows:
        raise InputError(
            f"{file.name}: none of its {rows:,} records is one of {name}; check [{file.source.key}] layout and "
            "that this is the right file"
        )
    for ours, reason in {**OWN_KEYS["did"], "test_date": "test_date_missing"}.items():
        if found.get(reason, 0) == rows:
            raise InputError(
                f"{file.name}: none of its {rows:,} records has {layout.columns[ours]}; say under "
                f"[{file.source.key}.columns] how this file names it, or check [{file.source.key}] layout"
            )
