"""Under which names a file has its columns, and what the names say."""

from collections.abc import Mapping, Sequence

from linkage import tables
from linkage.engine.base import Engine
from linkage.layouts.postcode_directory import deprivation_areas
from linkage.steps.inputs.layout import header_name
from linkage.steps.inputs.plan import Plan

FOUND = ("absent_column", "deprivation_scale")
"""Tables of what the headers of the files say."""


def load_found(engine: Engine, plans: Sequence[Plan]) -> None:
    """Make the tables of FOUND."""
    absent = [(plan.file.file_id, name) for plan in plans for name in plan.absent]
    engine.load("absent_column", tables.contract("absent_column").types, absent)
    engine.load("deprivation_scale", tables.contract("deprivation_scale").types, scales(plans))


def found_columns(plan: Plan) -> Mapping[str, str]:
    """
    Our name -> the name that the file has for it, as it stands there.

    Of a file without a header the name in the layout, which is all there is to call it by.
    """
    if not plan.names:
        return {ours: plan.layout.columns[ours] for ours in plan.columns.places}
    return {ours: plan.names[place - 1].strip() for ours, place in plan.columns.places.items()}


def scales(plans: Sequence[Plan]) -> list[tuple[int, int]]:
    """
    Of each file of the postcode directory whose column of ranks bears a year: how many areas they run over.

    Where the job maps the column to a name of the layout, that name says so.
    """
    found = [
        (plan.file.file_id, deprivation_areas(_rank_name(plan)))
        for plan in plans
        if plan.file.source.dataset == "postcode_directory"
    ]
    return [(file_id, areas) for file_id, areas in found if areas is not None]


def _rank_name(plan: Plan) -> str:
    theirs = header_name(found_columns(plan).get("deprivation_rank", ""))
    mapped = {header_name(written): header_name(ours) for written, ours in plan.file.source.names.items()}
    return mapped.get(theirs, theirs)
