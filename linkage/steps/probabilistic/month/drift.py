"""
Drift: how often fields differ on this month's proved pairs, beside how often they did when the model was trained.

Counted like for like, and on the trained model, whatever is adapted later: every event whose number one person of the
index holds, against all that this person holds, wrong numbers included on both sides. By provider too.
"""

from math import exp, log, sqrt

from linkage.engine.base import Engine
from linkage.engine.empty import has_rows
from linkage.engine.making import Item, Worked, made
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.levels.levels import FIELDS, NONE_HELD
from linkage.steps.probabilistic.levels.not_exact import not_exact
from linkage.steps.probabilistic.model.model import Model

SURE = 4.0
"""
Standard errors by which a share must differ: once in 16,000 by chance, for 150 providers of three fields are judged.
"""
COLUMNS = {
    "provider_code": "text",
    "field": "text",
    "identities": "integer",
    "people": "integer",
    "share": "double",
    "trained_share": "double",
    "model_share": "double",
    "times": "double",
    "times_at_least": "double",
    "times_at_most": "double",
}


EXACTNESS = {"identity_key": "integer", "person_id": "text", "field": "text", "differs": "boolean"}
"""Columns of proved_exactness."""


def drift_made(model: Model) -> tuple[Item, ...]:
    """event, event_identity, proved_pair, identity -> model_drift; reads nothing that rank P makes."""
    return (
        made("proved_exactness", proved_exactness_sql).only_from("proved_pair", columns=EXACTNESS),
        Worked(
            lambda engine: load_drift(engine, model),
            "The share of proved pairs not exact in a field, overall and by provider, beside training, and the interval"
            " of their ratio.",
            reads=("proved_exactness", "event"),
            writes=("model_drift",),
        ),
    )


def load_drift(engine: Engine, model: Model) -> None:
    """proved_exactness, event -> model_drift."""
    trained = {field: trained_on(model, field) for field in FIELDS}
    model_shares = {field: not_exact(model.comparisons[field]) for field in FIELDS}
    rows: list[tuple[object, ...]] = []
    counted = engine.rows(drift_count_sql()) if has_rows(engine, "proved_exactness") else []
    for provider, field, identities, people, differing in counted:
        found, then = as_whole(differing) / as_whole(identities), trained[str(field)]
        interval = times(found, as_whole(people), *then)
        rows.append(
            (provider, field, identities, people, found, then[0], model_shares[str(field)], *interval)
        )
    engine.load("model_drift", COLUMNS, rows)


def trained_on(model: Model, field: str) -> tuple[float, int]:
    """
    The share not exact among the proved pairs of training, and how many there were.

    A model that does not tell its pairs: m where the number is right, u where it is not.
    """
    levels = [one for one in model.comparisons[field] if one.level != NONE_HELD]
    pairs = sum(one.pairs for one in levels)
    if pairs:
        return sum(one.pairs for one in levels if one.level != "exact") / pairs, pairs
    right = model.right_number_share
    wrong = [one.model_copy(update={"m": one.u}) for one in levels]
    return right * not_exact(levels) + (1 - right) * not_exact(wrong), max(model.training.pairs, 1)


def times(share: float, people: int, trained_share: float, trained_pairs: int) -> tuple[float, float, float]:
    """
    How many times as often as in training, and from how many to how many with SURE standard errors.

    Of the logarithm of the ratio, half a count being added on both sides; several events of a person are one trial.
    """
    now, then = ((p * n + 0.5) / (n + 1) for p, n in ((share, people), (trained_share, trained_pairs)))
    error = sqrt((1 - now) / (now * (people + 1)) + (1 - then) / (then * (trained_pairs + 1)))
    middle = log(now / then)
    return tuple(round(exp(middle + sign * SURE * error), 9) for sign in (0, -1, 1))  # type: ignore[return-value]


def proved_exactness_sql() -> str:
    """proved_pair, event_identity, identity -> one row per pair and field that both hold: does it differ."""
    found = ", ".join(
        f"max(case when held.{field} = event.{field} then 1 when held.{field} is not null and event.{field} is not null"
        f" then 0 end) as {field}"
        for field in FIELDS
    )
    each = " union all ".join(
        f"select identity_key, person_id, '{field}' as field, {field} = 0 as differs"
        f" from pair where {field} is not null"
        for field in FIELDS
    )
    return f"""
        with pair as (
            select proved.identity_key, proved.person_id, {found}
            from proved_pair as proved
            join event_identity as event on event.identity_key = proved.identity_key
            join identity as held on held.person_id = proved.person_id
            group by proved.identity_key, proved.person_id
        )
        {each}"""


def drift_count_sql() -> str:
    """proved_exactness, event -> pairs, people and pairs that differ, by field, overall and by provider."""
    counts = "count(*) as identities, count(distinct pair.person_id) as people, count(case when differs then 1 end)"
    return f"""
        select cast(null as string) as provider_code, field, {counts} as differing
        from proved_exactness as pair
        group by field
        union all
        select event.provider_code, pair.field, {counts} as differing
        from proved_exactness as pair
        join (
            select distinct identity_key, provider_code from event where provider_code is not null
        ) as event on event.identity_key = pair.identity_key
        group by event.provider_code, pair.field
        order by 1 nulls first, 2"""
