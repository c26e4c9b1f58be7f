"""Changes to rank P from outside: what a function of the program does while an experiment lasts."""

from contextlib import AbstractContextManager
from dataclasses import replace

from benchmarks.experiment import replaced
from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import score
from linkage.probabilistic.block import block_key_sql
from linkage.probabilistic.levels import Comparison
from linkage.probabilistic.model import Model

DATE_PARTS = ("year", "month", "day")

score_pool, score_pairs = score.score_pool, score._score_pairs  # noqa: SLF001  experiments change what is inside

ONE_PHI = """
    select pool.identity_key, pool.number_state, concat(pool.number_state, ' any setting') as stratum, pool.events
    from pool_identity as pool"""

OWN_PEOPLE = """
    select scored.* replace (
        case when scored.{field}_level = 'exact' and {where} and own.people > 0
            then mw_{field} + log2(cast({u!r} as double) * {people} / own.people)
            else mw_{field} end as mw_{field})
    from scored_pair as scored
    join pool_identity as event on event.identity_key = scored.identity_key
    left join (
        select {field}, count(distinct person_id) as people from identity group by {field}
    ) as own on own.{field} = event.{field}"""
"""u of an exact value is the share of people who hold that very value."""


def no_price() -> AbstractContextManager[None]:
    """Strangers agree on everything as often as the product of their chances says: coincidence weighs 0."""

    def priced(
        engine: Engine,
        rules: RankP,
        model: Model,
        people: int,
        last_day: str,
        *,
        switches: EvidenceTable,
        pool_table: str = "pool_identity",
    ) -> None:
        exact = {
            name: level.u
            for name in model.comparisons
            for level in model.comparisons[name]
            if level.level == "exact"
        }
        sex = {level.level: level.u for level in model.comparisons["sex"]}
        product = tuple(
            kind.model_copy(
                update={
                    "others": exact["birth_date"]
                    * exact["postcode"]
                    * sex.get(kind.sex_level, 1.0)
                    * model.training.people
                }
            )
            for kind in model.coincidence
        )
        priceless = model.model_copy(update={"coincidence": product})
        score_pool(engine, rules, priceless, people, last_day, switches=switches, pool_table=pool_table)

    return replaced(score_pool=priced)


def own_people(field: str, where: str = "true") -> AbstractContextManager[None]:
    """After `predict`: an exact value weighs by how many people hold it."""

    def weighed(engine: Engine, model: Model, pool_table: str) -> None:
        score_pairs(engine, model, pool_table)
        u = next(level.u for level in model.comparisons[field] if level.level == "exact")
        people = int(str(engine.scalar("select count(*) from person")))
        engine.create("scored_pair", OWN_PEOPLE.format(field=field, where=where, u=u, people=people))

    return replaced(_score_pairs=weighed)


def two_edits(one: Comparison) -> Comparison:
    """Near at two edits."""
    near = next(level for level in one.levels if level.name == "near")
    wider = replace(
        near,
        meaning="one or two characters out",
        condition=lambda spelling: spelling.any_of(
            "postcodes_r", "held", "levenshtein(held, postcode_l) <= 2"
        ),
    )
    return replace(one, levels=tuple(wider if level.name == "near" else level for level in one.levels))


def part_key_sql(block: tuple[str, ...], side: str) -> str:
    """As `block_key_sql`, which also knows the year, month and day of birth."""
    made = [f"extract({field} from {side}.birth_date)" for field in block if field in DATE_PARTS]
    others = tuple(field for field in block if field not in DATE_PARTS)
    return " || '|' || ".join([block_key_sql(others, side), *(f"cast({part} as string)" for part in made)])
