"""Weight and probability of a deterministic link, by how event and person agree beside the number."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from math import log2

import pytest

from linkage import tables
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.model.model import (
    Coincidence,
    EventKind,
    Model,
    NumberMixture,
    StrangerCount,
)
from linkage.steps.probabilistic.posterior.presence import COLUMNS as PRESENCE
from linkage.steps.probabilistic.posterior.rank_weight import make_rank_weight
from linkage.steps.probabilistic.posterior.wrong_number import (
    Twins,
    likelihoods,
    probabilities,
    rank_patterns,
    twin_share,
    twins_met,
)
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.world import rules
from tests.spec.steps import load_compared
from tests.tables import Row, rows

BIRTH_DATE = comparisons()[0]
PEOPLE = 1_000


@pytest.fixture(scope="module")
def model() -> Model:
    """A model with made-up numbers for every level; of a hundred children one has a twin."""
    p = rules("hes_did").p
    assert p is not None
    met = {("0-19", "exact"): 8, ("0-19", "conflict"): 4, ("25-79", "exact"): 1, ("25-79", "conflict"): 1}
    return fixed_model(p).model_copy(
        update={
            "coincidence": Coincidence(
                numbered_share=1.0,
                kinds=tuple(
                    EventKind(age_band=band, crowd="10-29", events=1_000, neighbours=12)
                    for band in ("0-19", "20-24", "25-79", "80-150")
                ),
                strangers=tuple(
                    StrangerCount(
                        birth_date="exact",
                        postcode="exact",
                        sex=sex,
                        age_band=band,
                        crowd="10-29",
                        strangers=n,
                    )
                    for (band, sex), n in met.items()
                ),
            )
        }
    )


LINKS = rows("""
    what                                 | birth_date | sex | postcode | held_date  | held_sex | held_postcode | beside
    -------------------------------------+------------+-----+----------+------------+----------+---------------+-------
    all agree                            | 1950-03-04 | 1   | here     | 1950-03-04 | 1        | here          |
    all agree, a child: a twin's?        | 2015-03-04 | 1   | here     | 2015-03-04 | 1        | here          |
    the day out by one                   | 1950-03-04 | 1   | here     | 1950-03-05 | 1        | here          |
    another district                     | 1950-03-04 | 1   | here     | 1950-03-04 | 1        | there         |
    another sex                          | 1950-03-04 | 1   | here     | 1950-03-04 | 2        | here          |
    another sex, a child: a twin's?      | 2015-03-04 | 1   | here     | 2015-03-04 | 2        | here          |
    the day out by one, another district | 1950-03-04 | 1   | here     | 1950-03-05 | 1        | there         |
    no birth date: a relative's?         |            | 1   | here     | 1950-03-04 | 1        | here          |
    nothing else: the share of right     |            |     |          | 1950-03-04 | 1        | here          |
    another district, no birth date      |            | 1   | here     | 1950-03-04 | 1        | there         |
    and somebody else agrees in full     | 1950-03-04 | 1   | here     | 1950-03-05 | 1        | there         | yes
""")
"""From the surest to the least sure."""


def weighed(model: Model, links: list[Row], number: str = "exact") -> list[tuple[float, float | None]]:
    """Weight and probability of each link, in order; `here` and `there` are postcodes of its own."""
    engine = DuckDBEngine()
    found: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for n, link in enumerate(links):
        places: dict[object, str | None] = {"here": f"AB1{n}2CD", "there": f"XY9{n}9ZZ", None: None}
        own = (link["birth_date"], link["sex"], places[link["postcode"]])
        held = (link["held_date"], link["held_sex"], places[link["held_postcode"]])
        agreements = [
            "missing" if None in pair else "exact" if pair[0] == pair[1] else "conflict"
            for pair in zip(own, held, strict=True)
        ]
        found["event_identity"].append((n, None, *own, 1))
        found["identity"].append((n, f"P{n}", None, *held, None))
        if link["beside"]:
            found["identity"].append((100 + n, f"Q{n}", None, *own, None))
        found["candidate"].append((n, f"P{n}", "1A", 1, number, *agreements))
        found["rank_decision"].append((n, "1A", 1, f"P{n}", False))
        found["postcode_people"].append((places["here"], 12, False))
    for table, listed in found.items():
        columns = {
            name: "text" if kind == "date" else kind for name, kind in tables.contract(table).types.items()
        }
        dated = "replace (cast(birth_date as date) as birth_date)" if "birth_date" in columns else ""
        engine.load("loaded", columns, listed)
        engine.create(table, f"select * {dated} from loaded")
    engine.load("presence", PRESENCE, [("all", None, 10, 0.9, None), ("number_missing", None, 10, 0.7, None)])
    load_compared(engine)
    engine.load("index_size", {"people": "double", "without_number": "double"}, [(PEOPLE, 0.0)])
    make_rank_weight(engine, model, "2019-11-30")
    return [
        (float(str(weight)), None if share is None else float(str(share)))
        for weight, share in engine.rows(
            "select match_weight, match_probability from rank_weight order by identity_key"
        )
    ]


def test_from_the_surest_link_to_the_least(model: Model) -> None:
    """A missing field takes little away, a conflict more; somebody else who agrees in full most of all."""
    found = [probability or 0 for _, probability in weighed(model, LINKS)]
    names = [str(link["what"]) for link in LINKS]

    assert [name for _, name in sorted(zip(found, names, strict=True), reverse=True)] == names
    assert found[names.index("nothing else: the share of right")] == pytest.approx(model.number.right)
    assert all(0 < probability < 1 for probability in found)


def test_a_rank_that_asks_for_no_number_has_a_weight_and_no_probability(model: Model) -> None:
    """Nothing is known of how often such a rank meets a stranger whose person is not in the index."""
    ((with_number, _),) = weighed(model, LINKS[:1])

    ((weight, probability),) = weighed(model, LINKS[:1], number="missing")

    assert probability is None
    by_mistake = model.number.stranger + model.number.relative * PEOPLE / 11
    assert weight == pytest.approx(with_number - log2(model.number.right * PEOPLE / by_mistake))


SHARES = rows("""
    class    | right | stranger | relative | copied
    ---------+-------+----------+----------+-------
    own      | 1     | 0        | 0        | 0
    wrong    | 0     | 1        | 0        | 0
    wrong    | 0     | 0        | 1        | 0
    copied   | 1     | 0        | 0        | 1
""")
"""Which of the likelihoods a number that is surely of one kind has."""


@pytest.mark.parametrize("shares", SHARES)
@pytest.mark.parametrize("twins", [Twins(0.0, 0.0), Twins(0.02, 0.01)])
def test_over_all_patterns_a_kind_of_number_has_its_share(model: Model, shares: Row, twins: Twins) -> None:
    """Law: with fields that strangers agree on by the product of chances, nothing is lost and nothing added."""
    right, stranger, relative, copied = (
        float(str(shares[name])) for name in ("right", "stranger", "relative", "copied")
    )
    number = NumberMixture.model_construct(right=right, stranger=stranger, relative=relative, copied=copied)
    m, u = (
        {
            (field, level): value / sum(of.values())
            for field, of in each.items()
            for level, value in of.items()
        }
        for each in by_field(model)
    )
    levels = [[(one.name, level.name) for level in one.levels] for one in comparisons()]
    total: dict[str, float] = defaultdict(float)
    for fields in product(*levels):
        weight = sum(log2(m[field] / u[field]) for field in fields)
        for name, value in likelihoods(number, fields, weight, m, u, twins)._asdict().items():
            total[name] += value

    assert total == pytest.approx(
        dict.fromkeys(("own", "copied", "wrong"), 0.0) | {str(shares["class"]): 1.0}
    )


def by_field(model: Model) -> Iterator[dict[str, dict[str, float]]]:
    """m, then u, by field and level."""
    for each in probabilities(model):
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for (field, level), value in each.items():
            found[field][level] = value
        yield found


def test_the_more_wrong_numbers_the_less_sure_every_pattern(model: Model) -> None:
    """Law: of every pattern, age and class of postcode."""

    def sure(stranger: float, relative: float) -> list[float]:
        number = NumberMixture(
            right=1 - stranger - relative, stranger=stranger, relative=relative, copied=0.001
        )
        changed = model.model_copy(update={"number": number})
        return [
            (own + copied) / (own + copied + wrong) for *_, own, copied, wrong, _ in rank_patterns(changed)
        ]

    few, strangers, relatives = sure(0.002, 0.0005), sure(0.02, 0.0005), sure(0.002, 0.005)

    assert all(more < less for less, more in zip(few, strangers, strict=True))
    assert all(more < less for less, more in zip(few, relatives, strict=True))


def test_the_twins_number_that_nobody_can_tell(model: Model) -> None:
    """Same-sex pairs of one birth date and postcode times relatives' numbers; more for the young, none in a hall."""
    assert twins_met(model, "0-19") == Twins(0.008, 0.004)
    assert twins_met(model, "25-79") == Twins(0.001, 0.001)
    assert twins_met(model, "20-24") == Twins(0.0, 0.0)
    everybody = Twins(9 / 4_000, 5 / 4_000)
    assert twins_met(model, "") == everybody
    assert twin_share(model) == pytest.approx(0.006 / 0.97 * everybody.same_sex)
    hall = StrangerCount(
        birth_date="exact", postcode="exact", sex="exact", age_band="0-19", crowd="communal", strangers=500
    )
    crowded = model.coincidence.model_copy(update={"strangers": (*model.coincidence.strangers, hall)})
    assert twins_met(model.model_copy(update={"coincidence": crowded}), "0-19") == Twins(0.008, 0.004)
