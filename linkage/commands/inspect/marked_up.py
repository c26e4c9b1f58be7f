"""Files of XML and JSON, which name what they hold in every record, and not in a header."""

from contextlib import suppress
from dataclasses import replace

from linkage.errors import InputError
from linkage.layouts import every
from linkage.steps.inputs.head import look_at
from linkage.steps.inputs.likeness.markup import layout_like
from linkage.steps.inputs.likeness.recognised import best, by_names
from linkage.steps.inputs.lookups.json_lines import json_names
from linkage.steps.inputs.source import LOOKUPS, InputFile, Source


def marked_up(file: InputFile) -> Source | None:
    """The source of a file of XML or JSON, with the layout that its names are of; None for any other."""
    for layout in every.LAYOUTS:
        if layout.is_nested:
            source = replace(file.source, layout=layout.name)
            with suppress(InputError):
                if layout_like(look_at(replace(file, source=source)).begins) == layout.name:
                    return source
    return _json_lookup(file)


def _json_lookup(file: InputFile) -> Source | None:
    """The source of a lookup that is written as JSON, one object a line; None for any other file."""
    neutral = replace(file.source, dataset=LOOKUPS[0])
    with suppress(InputError):
        as_lookup = replace(file, source=neutral)
        found = best(by_names(json_names(as_lookup, look_at(as_lookup))))
        if found is not None and found.layout.dataset in LOOKUPS:
            return replace(neutral, dataset=found.layout.dataset, layout=found.layout.name)
    return None
