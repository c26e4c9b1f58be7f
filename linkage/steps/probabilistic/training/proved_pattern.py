"""How the proved pairs agree: counted by pattern, the levels of birth date, postcode and sex together."""

from collections import Counter
from collections.abc import Mapping

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.errors import InputError
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.levels.levels import NONE_HELD, comparisons
from linkage.steps.probabilistic.levels.pair_level import MISSING, level_sql, pair_code_sql
from linkage.steps.probabilistic.scoring.blocking import event_part_sql
from linkage.steps.probabilistic.training import proof

Pattern = tuple[str, str, str]
"""Levels of birth date, postcode and sex; "missing" where the event does not bear the field."""


def proved_patterns(
    engine: Engine, days: DefaultDays = NO_DAYS
) -> tuple[dict[Pattern, int], dict[Pattern, int]]:
    """
    proved_event, proved_pair, compared_identity -> proved pairs by pattern, and their events.

    Errors strike events: somebody's right records of a month are one pair, and each with an error is a pair of its own.
    Raises InputError for a field that no pair holds on both sides.
    """
    engine.create("event_part", event_part_sql(engine.dialect, "proved_event"))
    engine.create("pair_code", pair_code_sql(f"({proof.person_no_sql()})", days))
    found, events = dict[Pattern, int](), dict[Pattern, int]()
    for birth_date, postcode, sex, pairs, borne in engine.rows(pattern_count_sql()):
        pattern = (str(birth_date), str(postcode), str(sex))
        found[pattern], events[pattern] = as_whole(pairs), as_whole(borne)
    for table in ("pair_code", "event_part"):
        engine.drop(table)
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
    return found, events


def by_level(patterns: Mapping[Pattern, int]) -> dict[str, Counter[str]]:
    """Proved pairs by comparison and level."""
    found: dict[str, Counter[str]] = {comparison.name: Counter() for comparison in comparisons()}
    for pattern, pairs in patterns.items():
        for comparison, level in zip(comparisons(), pattern, strict=True):
            found[comparison.name][level] += pairs
    return found


def pattern_count_sql() -> str:
    """pair_code, event_part -> proved pairs and their events by the levels of birth date, postcode and sex."""
    levels = ", ".join(f"{level_sql(one, f'{one.name}_code')} as {one.name}" for one in comparisons())
    codes = ", ".join(f"{one.name}_code" for one in comparisons())
    return f"""
        select {levels}, pairs, events
        from (
            select {codes}, count(*) as pairs, sum(event.events) as events
            from pair_code
            join event_part as event on event.identity_key = pair_code.identity_key
            group by {codes}
        ) as counted"""
