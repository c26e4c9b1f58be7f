"""Keys that lost their digits: too many of them, and the whole file is not to be trusted."""

from collections.abc import Mapping

from linkage.errors import InputError
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.reason import EXPONENT, keys


def refuse_damaged(plan: Plan, found: Mapping[str | None, int]) -> None:
    """
    InputError when more than the stated share of a file's rows have a key in exponent form; `found` counts reasons.

    What wrote 1.0E+14 for some keys may have rounded others that do not show it.
    """
    source, rows, damaged = plan.file.source, sum(found.values()), found.get(EXPONENT, 0)
    if damaged > source.max_damaged_key_share * rows:
        named = plan.layout.listed(keys(source.dataset, plan.columns.places))
        raise InputError(
            f"{plan.file.name}: {damaged:,} of {rows:,} rows have a key ({named}) written as a spreadsheet writes a "
            f"long number (1.0E+14, 42.0), more than [{source.key}] max_damaged_key_share = "
            f"{source.max_damaged_key_share:g} allows; different records then bear one key. Ask for the file again, "
            "its keys exported as text"
        )
