"""The table `rules`: the rules and windows that a month was made by, as an analyst has to know them."""

from collections.abc import Iterator

from linkage import tables
from linkage.config.rules import Rules
from linkage.engine.making import Listed
from linkage.relations.every import RELATIONS, WINDOWS

Row = tuple[str, str, str | None, str | None, str]


def rules_listed(rules: Rules, *, all_spells: bool) -> Listed:
    """The table."""
    return Listed(
        "rules",
        tables.contract("rules").types,
        sorted(rule_rows(rules, all_spells=all_spells)),
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
    for about, part in (
        ("admissions", rules.contacts),
        ("unfinished episodes", rules.unfinished),
        ("spells", rules.spells),
    ):
        for name, field in type(part).model_fields.items():
            yield about, name, told(getattr(part, name)), UNITS.get(name), str(field.description)


UNITS = {"readmission_days": "days"}


def told(value: object) -> str:
    """A setting as text; the values of a list with commas between."""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
