"""What the beginnings of files show of values that a run would lose, for whoever checks a job before it."""

from collections.abc import Iterator, Sequence

from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.shape import first_values, looks_shortened
from linkage.steps.inputs.values.identifier import shape_of
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
    found, _ = first_values(plan.file, plan.head, plan.columns, plan.layout)
    for name, values in found.items():
        shape = plan.layout.shapes[name]
        wrong = [value for value in values if not shape.fits(value)]
        if len(wrong) >= FEWEST_LOST and len(wrong) > source.tell_lost_share * len(values):
            alike = looks_shortened(wrong) or f"such as {min(map(shape_of, wrong))}"
            yield (
                f"{plan.file.name}: {plan.layout.columns[name]}: {len(wrong):,} of {len(values):,} values at its "
                f"beginning are not {shape.means} ({alike}); a run would lose them ([{source.key}] tell_lost_share)"
            )
