"""What the beginnings of files show of values that a run would lose, for whoever checks a job before it."""

import re
from collections.abc import Iterator, Sequence

from linkage.layouts.column_kind import is_date
from linkage.layouts.spelt import date_spelling as spelling
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.shape import first_values, looks_shortened
from linkage.steps.inputs.values.identifier import shape_of
from linkage.steps.inputs.values.note import FEWEST_LOST

SHORT = spelling.PATTERNS[spelling.SHORT]


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
    found, _ = first_values(plan.file, plan.head, plan.columns, plan.layout)
    for name, values in found.items():
        shape = plan.layout.shapes[name]
        wrong = [value for value in values if not shape.fits(value)]
        if is_date(name):
            short = sum(re.search(SHORT, value, re.ASCII | re.IGNORECASE) is not None for value in values)
            if short >= FEWEST_LOST and short > source.tell_lost_share * len(values):
                yield (
                    f"{plan.file.name}: {plan.layout.columns[name]}: {short:,} of {len(values):,} values at its "
                    "beginning have a year of two digits, whose century is not known; a run would lose them, and "
                    f"refuse the file for many ([{source.key}] max_unreadable_date_share)"
                )
        if len(wrong) >= FEWEST_LOST and len(wrong) > source.tell_lost_share * len(values):
            alike = looks_shortened(wrong) or f"such as {min(map(shape_of, wrong))}"
            yield (
                f"{plan.file.name}: {plan.layout.columns[name]}: {len(wrong):,} of {len(values):,} values at its "
                f"beginning are not {shape.means} ({alike}); a run would lose them ([{source.key}] tell_lost_share)"
            )
