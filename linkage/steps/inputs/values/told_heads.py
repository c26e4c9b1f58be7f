"""What the beginnings of files show of values that a run would lose, for whoever checks a job before it."""

import re
from collections.abc import Iterator, Sequence

from linkage.layouts.spelt.tidy import tidied
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.split import split_line
from linkage.steps.inputs.values.note import FEWEST_LOST


def told_of_heads(plans: Sequence[Plan]) -> Iterator[str]:
    """
    Columns of text files with more values out of shape than the job has told, in the rows that were looked at.

    A run looks at every value, and knows more of them: check digits, days that there are not.
    """
    for plan in plans:
        if not plan.head.parquet:
            yield from _told(plan)


def _told(plan: Plan) -> Iterator[str]:
    source = plan.file.source
    split = (
        split_line(line, source.delimiter) for n, line in plan.head.rows() if n > plan.columns.header_line
    )
    rows = [fields for fields in split if fields is not None and len(fields) == plan.columns.fields]
    for name, shape in plan.layout.shapes.items():
        place = plan.columns.places.get(name)
        values = [fields[place - 1] for fields in rows if fields[place - 1]] if place else []
        wrong = [value for value in values if not shape.fits(value)]
        if len(wrong) >= FEWEST_LOST and len(wrong) > source.tell_lost_share * len(values):
            yield (
                f"{plan.file.name}: {plan.layout.columns[name]}: {len(wrong):,} of {len(values):,} values at its "
                f"beginning are not {shape.means} (such as {min(map(shape_of, wrong))}); a run would lose them "
                f"([{source.key}] tell_lost_share)"
            )


def shape_of(value: str) -> str:
    """What a value looks like, as identifier.shape_sql has it: never the value."""
    shown = tidied(value)[:24]
    for pattern, by in (("[0-9]", "9"), ("[A-Z]", "A"), ("[a-z]", "a"), ("[^ -~]", "?")):
        shown = re.sub(pattern, by, shown)
    return shown
