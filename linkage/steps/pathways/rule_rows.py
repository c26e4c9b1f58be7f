"""The table `rules`: the rules and windows that a month was made by, as an analyst has to know them."""

from collections.abc import Iterator

from linkage import tables
from linkage.config.cips import Cips
from linkage.config.rules import Rules
from linkage.config.sources.hes import ApcTable, EcdsTable, data_year_name
from linkage.engine.making import Listed
from linkage.relations.every import RELATIONS, WINDOWS

Row = tuple[str, str, str | None, str | None, str]


def rules_listed(rules: Rules, *, all_spells: bool, beside_ae: str, complete_to: int | None) -> Listed:
    """The table; `beside_ae` and `complete_to` are settings of the hospital files, the latter the year it begins in."""
    return Listed(
        "rules",
        tables.contract("rules").types,
        sorted([*rule_rows(rules, all_spells=all_spells), *source_rows(beside_ae, complete_to)]),
        "The rules and windows of the month.",
    )


def rule_rows(rules: Rules, *, all_spells: bool) -> Iterator[Row]:
    """Its rows."""
    yield "profile", "name", rules.name, None, rules.meaning
    yield (
        "release",
        "all_spells",
        str(all_spells).lower(),
        None,
        "Whether hospital records are of everybody in HES; false: of people with a linked event of the month.",
    )
    for rank in rules.rank:
        yield rank.rank, "meaning", None, None, rank.words
    if rules.p is not None:
        for name in ("minimum_probability", "review_probability"):
            described = type(rules.p).model_fields[name].description
            yield "rank P", name, f"{getattr(rules.p, name):g}", "probability", str(described)
    for relation in RELATIONS:
        yield relation.name, "meaning", None, None, f"{relation.meaning}; on {relation.on}."
    for place, name in enumerate(rules.precedence, 1):
        meaning = "Place in the order by which the first relation that an event has is its primary one."
        yield name, "precedence", str(place), "place", meaning
    for window, relation in WINDOWS.items():
        yield relation.name, window.name, str(rules.windows.days[window]), "days", f"{window.meaning}."
    yield (
        "cips",
        "max_gap_days",
        str(rules.cips.max_gap_days),
        "days",
        "Most days from a discharge to the admission that may belong to the same continuous stay.",
    )
    yield from transfer_rows(rules.cips)
    for about, part in (
        ("admissions", rules.contacts),
        ("unfinished episodes", rules.unfinished),
        ("spells", rules.spells),
    ):
        for name, field in type(part).model_fields.items():
            yield about, name, told(getattr(part, name)), UNITS.get(name), str(field.description)


def transfer_rows(cips: Cips) -> Iterator[Row]:
    """Those of the codes by which a stay is told to go on in another spell, or not to."""
    for name in ("transfer", "returned_from_home"):
        part = getattr(cips, name)
        said = str(type(part).__doc__).strip()
        for code, field in type(part).model_fields.items():
            yield "cips", f"{name}.{code}", told(getattr(part, code)), None, f"{field.description} {said}"


def source_rows(beside_ae: str, complete_to: int | None) -> Iterator[Row]:
    """Those of the hospital files: which of two attendances counts, and which data years are complete."""
    year = data_year_name(complete_to) if complete_to is not None else None
    for about, table, name, value in (
        ("hes.ecds", EcdsTable, "beside_ae", beside_ae),
        ("hes.apc", ApcTable, "complete_to", year),
    ):
        yield about, name, value, None, str(table.model_fields[name].description)


UNITS = {"readmission_days": "days"}


def told(value: object) -> str:
    """A setting as text; the values of a list with commas between."""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
