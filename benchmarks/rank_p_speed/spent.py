"""CPU seconds by what they were spent on, and which statements of rank P do what plain Splink does as well."""

import time
from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

PAIRS = "pairs, and the levels at which they agree"
BEST = "the best person of each event"
PARTS: Mapping[str, tuple[str, ...]] = {
    PAIRS: (
        *(
            "pool_identity",
            "event_part",
            "borne_number",
            "holder_key",
            "number_holder",
            "borne_block",
            "block_member",
            "event_block",
            "compared_pair",
            "event_kind",
        ),
        *("pair_pattern", "pattern_level", "pair_weight"),
    ),
    BEST: ("pool_best", "next_best", "kept_pair", "person_posterior", "leader", "posterior"),
    "phi and coverage, by setting": (
        "pool_stratum",
        "pool_coverage",
        "pool_sum",
        "presence",
        "pool_phi",
        "index_size",
    ),
    "whom each event was compared with, for the months that follow": (
        "pool_neighbour",
        "pool_block",
        "block_left_out",
    ),
    "one person under two keys": ("split_person",),
    "the threshold, and other targets": ("threshold", "expected_share", "target_link"),
    "the NHS number's weight, here of nobody": ("numbered_event", "numbered_pair"),
    "parts of impossible dates, here none": ("part_identity", "part_pair", "part_holder", "part_agreement"),
    "probabilities of the other ranks, here none": (
        *("settled_pair", "pair_code", "beside", "rank_pattern", "rank_weight"),
    ),
    "drift": ("proved_pair", "proved_exactness", "model_drift"),
}
"""
What the statements of rank P are for. Plain Splink's `predict` does the first, and what picks from it the second,
though it knows a weight there and no posterior.
"""
REST = "Python, small questions, contracts of tables, tables let go"


class Clock:
    """CPU seconds by what they were spent on; of two that run one in the other, the inner is counted once."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.seconds: dict[str, float] = {}
        self.inner = 0.0

    def noting(self, call: Callable[Given, Answer], name: str | None = None) -> Callable[Given, Answer]:
        """`call`, which also notes how long it took, under `name` or else its first argument."""

        def noted(*given: Given.args, **named: Given.kwargs) -> Answer:
            began, before = time.process_time(), self.inner
            answer = call(*given, **named)
            took, under = time.process_time() - began, name or str(given[0])
            self.seconds[under] = self.seconds.get(under, 0) + took - (self.inner - before)
            self.inner = before + took
            return answer

        return noted


def by_part(statements: Mapping[str, float], whole: float) -> dict[str, float]:
    """The seconds of each part, and what is left of the whole."""
    found = {part: sum(statements.get(table, 0.0) for table in tables) for part, tables in PARTS.items()}
    return {**found, REST: whole - sum(found.values())}
