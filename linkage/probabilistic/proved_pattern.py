"""How the proved pairs agree: counted by pattern, the levels of birth date, postcode and sex together."""

from collections import Counter
from collections.abc import Mapping

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.probabilistic.levels import NONE_HELD, comparisons
from linkage.probabilistic.pair_level import MISSING, level_sql, pair_code_sql

Pattern = tuple[str, str, str]
"""Levels of birth date, postcode and sex; "missing" where the event does not bear the field."""


def proved_patterns(engine: Engine) -> dict[Pattern, int]:
    """
    proved_event, proved_pair, identity -> proved pairs by pattern.

    Raises InputError for a field that no pair holds on both sides.
    """
    engine.create("pair_code", pair_code_sql("proved_event", "proved_pair"))
    found = {
        (str(birth_date), str(postcode), str(sex)): int(str(pairs))
        for birth_date, postcode, sex, pairs in engine.rows(pattern_count_sql())
    }
    engine.drop("pair_code")
    empty = [
        comparison.replace("_", " ")
        for comparison, levels in by_level(found).items()
        if not set(levels) - {MISSING, NONE_HELD}
    ]
    if empty:
        raise InputError(
            f"{' and '.join(empty)}: missing or unusable in DID or in HES on every pair with an equal NHS number, so "
            "there is nothing to learn from; check that both have the column ([did.columns] and [hes.*.columns] map "
            "names) and that its values can be read, or use profile dmq_2015, which needs no training"
        )
    return found


def by_level(patterns: Mapping[Pattern, int]) -> dict[str, Counter[str]]:
    """Proved pairs by comparison and level."""
    found: dict[str, Counter[str]] = {comparison.name: Counter() for comparison in comparisons()}
    for pattern, pairs in patterns.items():
        for comparison, level in zip(comparisons(), pattern, strict=True):
            found[comparison.name][level] += pairs
    return found


def pattern_count_sql() -> str:
    """pair_code, proved_event -> proved pairs by the levels of birth date, postcode and sex."""
    levels = [
        f"{level_sql(one, f'pair.{one.name}_code', f'event.{one.event_column}')} as {one.name}"
        for one in comparisons()
    ]
    return f"""
        select birth_date, postcode, sex, count(*) as pairs
        from (
            select {", ".join(levels)}
            from pair_code as pair
            join proved_event as event on event.identity_key = pair.identity_key
        ) as compared
        group by birth_date, postcode, sex"""
