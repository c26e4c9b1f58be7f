"""The question: which relations, by which group, of which months; refused where a release cannot answer it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from linkage.errors import ConfigError
from linkage.relations.every import RELATIONS
from linkage.steps.statistics.outcome import OWN_AGE, age_band_sql

OF_THE_EVENT = "case when coalesce(events.{0}_source, '') <> 'hes' then events.{1} end"
"""What the event itself says, and not the hospital records of whoever it is linked to."""

GROUPS = {
    "source_setting": "events.source_setting",
    "age_band": f"nullif({age_band_sql(OWN_AGE)}, 'unknown')",
    "sex": OF_THE_EVENT.format("sex", "sex"),
    "ethnic_group": "events.ethnic_group",
    "deprivation": f"lpad(cast({OF_THE_EVENT.format('area', 'deprivation_decile')} as varchar), 2, '0')",
    "region": OF_THE_EVENT.format("area", "region"),
    "provider": "events.provider_code",
    "modality": "events.modality",
    "referrer_type": "events.referrer_type",
    "month": "events.test_month",
}
"""What events are grouped by, with its expression: known of an event whether or not it is linked."""

WHOLE = "all events"
"""The one group where none is asked for."""


@dataclass(frozen=True)
class Question:
    """The share of events in any of the relations, of those whose person is in HES."""

    relations: tuple[str, ...]
    by: str | None
    months: tuple[str, ...]
    where: str = "true"
    """Which events it is of, as a condition on a row of events."""
    counting: str | None = None
    """What is counted in place of relations, likewise."""

    @property
    def group_sql(self) -> str:
        """The group of a row of events."""
        return f"coalesce({GROUPS[self.by]}, 'unknown')" if self.by else f"'{WHOLE}'"

    @property
    def counted_sql(self) -> str:
        """Whether a row of events counts."""
        listed = ", ".join(map(repr, self.relations))
        return self.counting or f"events.primary_relation in ({listed})"


def question_of(
    relation: str | Sequence[str], by: str | None, months: Sequence[str] | None, held: Collection[str]
) -> Question:
    """The question in its parts; `held` are the months of the release. ConfigError for what it does not know."""
    known = [each.name for each in RELATIONS]
    relations = (relation,) if isinstance(relation, str) else tuple(dict.fromkeys(relation))
    for name in relations:
        if name not in known:
            raise ConfigError(f"relation: there is no such relation{near(name, known)}")
    if not relations:
        raise ConfigError("relation: name one at least, such as IN_EPISODE")
    if by is not None and by not in GROUPS:
        raise ConfigError(
            f"by: events are grouped by what is known of them whether or not they are linked{near(by, GROUPS)}"
        )
    asked = tuple(held) if months is None else tuple(months)
    lacking = [month for month in asked if month not in held]
    if lacking or not asked:
        raise ConfigError(f"months: this release has {', '.join(held)}")
    return Question(relations, by, asked)


def near(name: str, known: Collection[str]) -> str:
    """What may have been meant, or what there is."""
    found = get_close_matches(name, list(known), n=1)
    return f"; did you mean {found[0]}?" if found else f": {', '.join(known)}"
