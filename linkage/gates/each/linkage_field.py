"""A linkage field gone: NHS number, birth date, sex or postcode usable in far fewer rows than before, or in none."""

from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate
from linkage.words.names import IDENTIFIERS


def field_falls(facts: Facts, least: int) -> Found | None:
    """
    The largest fall of the usable share of a field, of the imaging events and of each HES data set.

    Without an earlier month only one thing can be said: a field of the events that is usable nowhere is gone.
    """
    falls: dict[str, float] = {}
    for name, (usable, rows) in facts.now.usable.items():
        dataset, _, field = name.partition(".")
        is_declared = dataset == "did" and field in facts.fields_declared_absent
        if field not in IDENTIFIERS or is_declared or rows < max(least, 1):
            continue
        words = (
            f"{field.replace('_', ' ')} of {dataset}: usable in {100 * usable / rows:.1f}% of {rows:,} rows"
        )
        if dataset == "did":
            falls[words] = 0.0 if usable else 1.0
        for earlier in facts.earlier:
            usable_before, rows_before = earlier.usable.get(name, (0, 0))
            if usable_before and rows_before >= max(least, 1):
                share_before = usable_before / rows_before
                told = f"{words}, and in {100 * share_before:.1f}% in {earlier.name}"
                falls[told] = max(1 - (usable / rows) / share_before, 0.0)
    if not falls:
        return None
    worst = max(sorted(falls), key=lambda told: (falls[told], len(told)))
    return Found(falls[worst], worst)


GATE = Gate(
    name="linkage_field_drop",
    place=800,
    what="largest fall of the usable share of NHS number, birth date, sex or postcode; 100% when it is gone",
    setting="Largest fall of the usable share of a linkage field; 1: it is gone.",
    find=field_falls,
    warn=0.5,
    refuse=0.9,
)
