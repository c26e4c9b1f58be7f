"""The parameters of each draw as tables: by pattern, kind of event, number and class of deterministic links."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.draws.parameters import DrawnModel
from linkage.steps.probabilistic.levels.levels import FIELDS, NONE_HELD
from linkage.steps.probabilistic.levels.pair_level import MISSING
from linkage.steps.probabilistic.model.least_share import LEAST_SHARE
from linkage.steps.probabilistic.model.model import m_by_level
from linkage.steps.probabilistic.posterior.wrong_number import WHOLE, rank_patterns
from linkage.steps.probabilistic.scoring.pair_pattern import KINDS

PATTERN = {
    "draw": "integer",
    "kind": "integer",
    **{f"{field}_level": "text" for field in FIELDS},
    "bits": "double",
}
"""Columns of drawn_pattern: what the fields of a pair of such levels and kind of event weigh more than as trained."""
NUMBER = {
    "draw": "integer",
    **dict.fromkeys(
        ("right_share", "stranger_share", "relative_share", "wrong_share", "unheld_share", "copied_share"),
        "double",
    ),
}
"""Columns of drawn_number."""
KIND = {"draw": "integer", "kind": "integer", "own_share": "double", "copied_odds": "double"}
"""Columns of drawn_kind: as those of kind_share."""
RANK_CLASS = {
    "pattern": "integer",
    "age_band": "text",
    "crowd": "text",
    "bears_all": "boolean",
    "is_beside": "boolean",
}
"""What the probability of a deterministic link follows from, beside the model."""
RANK = {"draw": "integer", **RANK_CLASS, "probability": "double"}
"""Columns of drawn_rank."""

Levels = tuple[str, ...]


def load_patterns(engine: Engine, models: Sequence[DrawnModel], trained: DrawnModel) -> None:
    """person_posterior, drawn_event -> drawn_pattern, a row per draw and pattern that a candidate has."""
    levels = ", ".join(f"score.{field}_level" for field in FIELDS)
    met = [
        (as_whole(kind), tuple(map(str, of_fields)))
        for kind, *of_fields in engine.rows(f"""
            select distinct event.kind, {levels}
            from person_posterior as score
            join drawn_event as event on event.identity_key = score.identity_key
            order by 1, 2, 3, 4""")
    ]
    before = Weights(trained)
    rows = [
        (one.draw, kind, *of_fields, of_draw.bits(kind, of_fields) - before.bits(kind, of_fields))
        for one in models
        for of_draw in [Weights(one)]
        for kind, of_fields in met
    ]
    engine.load("drawn_pattern", PATTERN, rows)


class Weights:
    """What patterns weigh by a model."""

    def __init__(self, drawn: DrawnModel) -> None:
        """Of the model as it was drawn."""
        self.of_levels = {
            (field, one.level): one.weight
            for field, levels in drawn.model.comparisons.items()
            for one in levels
        }
        self.together: Mapping[tuple[str | None, ...], float] = {row[:5]: row[6] for row in drawn.weights}

    def bits(self, kind: int, levels: Levels) -> float:
        """Bits of birth date, postcode and sex at those levels, by the pattern where it has a price of its own."""
        birth_date, postcode, sex = levels
        asked = MISSING if sex == NONE_HELD else sex
        whole = self.together.get((birth_date, postcode, asked, *KINDS[kind]))
        if whole is not None:
            return whole
        return sum(self.of_levels.get(place, 0.0) for place in zip(FIELDS, levels, strict=True))


def load_numbers(engine: Engine, models: Sequence[DrawnModel]) -> None:
    """drawn_number and drawn_kind, a row per draw, and per draw and kind of event."""
    engine.load(
        "drawn_number",
        NUMBER,
        [
            (
                one.draw,
                one.model.number.right,
                max(one.model.number.stranger, LEAST_SHARE),
                one.model.number.relative,
                max(1 - one.model.number.right, LEAST_SHARE),
                one.model.unheld_share,
                one.copied.anyhow,
            )
            for one in models
        ],
    )
    rows = [
        (one.draw, kind, 1 - share, one.copied.in_index * share / (1 - share))
        for one in models
        for kind, share in ((kind, one.copied.in_full[place]) for kind, place in enumerate(KINDS))
    ]
    engine.load("drawn_kind", KIND, rows)


def load_ranks(engine: Engine, models: Sequence[DrawnModel], phi: Mapping[int, float]) -> None:
    """rank_state -> drawn_rank, a row per draw and class of links; `phi` by draw is of events without a number."""
    listed = ", ".join(RANK_CLASS)
    met = engine.rows(f"select distinct {listed} from rank_state where has_number order by {listed}")
    classes = [
        (as_whole(pattern), str(band), str(crowd), bool(bears_all), bool(is_beside))
        for pattern, band, crowd, bears_all, is_beside in met
    ]
    rows = [
        (one.draw, *place, share)
        for one in models
        for place, share in rank_probabilities(one, classes, phi[one.draw])
    ]
    engine.load("drawn_rank", RANK, rows)


RankClass = tuple[int, str, str, bool, bool]


def rank_probabilities(
    drawn: DrawnModel, classes: Iterable[RankClass], phi: float
) -> Iterator[tuple[RankClass, float]]:
    """How probable the number of a link of each class is its person's own: as rank_weight_sql has it."""
    asked = list(classes)
    priced = {
        (number, band, crowd): found
        for number, band, crowd, _, *found in rank_patterns(
            drawn.model, {place[0] for place in asked}, drawn.weights
        )
    }
    m = m_by_level(drawn.model.comparisons)
    whole = prod(m[field]["exact"] for field in FIELDS)
    for place in asked:
        pattern, band, crowd, bears_all, is_beside = place
        own, copied, wrong, by_chance = priced[pattern, band, crowd]
        right = own + copied
        if bears_all and pattern != WHOLE:
            right = own * by_chance + copied if is_beside else own
            wrong *= whole * phi if is_beside else 1 - whole * phi
        yield place, right / (right + wrong)
