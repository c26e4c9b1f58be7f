"""Training of the further evidence: m from proved pairs, u from the strangers who share a block with them."""

from collections.abc import Mapping

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.evidence import activity, near_number, practice
from linkage.steps.probabilistic.evidence.parameters import (
    EVERY_SETTING,
    ActivityParameters,
    EvidenceParameters,
    NearNumberParameters,
    PracticeParameters,
)
from linkage.steps.probabilistic.evidence.stranger import SAMPLED_EVENTS, make_stranger_pairs
from linkage.steps.probabilistic.levels.levels import FIELDS
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.training import proof

FLOOR = 1e-5
"""Lowest m and u, and as far from 1. Source: that of m of the levels."""

FEWEST_TESTS = 200
"""A source setting with fewer tests of proved pairs has the numbers of all settings."""

HALF = 0.5
"""Of a pair: what was never seen is counted as this much, and listed."""

Seen = tuple[int, int]
"""Pairs, and those among them that agree."""


def learn_evidence(
    engine: Engine, rules: RankP, right: float, *, hospital_records: bool
) -> EvidenceParameters:
    """
    proved_pair, proved_event, sampled_person, event and the index -> what each evidence is worth.

    `right` is the share of numbers that are right: m is freed of the wrong ones. Practice and activity need
    `hospital_records`: hospital_practice, no_practice, episode, appointment and attendance.
    """
    values = ("nhs_number", *FIELDS)
    engine.create("sampled_proof", proof.sample_sql("proved_event", values, rules.seed, SAMPLED_EVENTS))
    near = near_number_parameters(engine)
    if not hospital_records:
        engine.drop("sampled_proof")
        return EvidenceParameters(near_number=near)
    engine.create(
        "sampled_pair",
        "select pair.identity_key, pair.person_id from proved_pair as pair"
        " join sampled_proof as sampled on sampled.identity_key = pair.identity_key",
    )
    make_stranger_pairs(engine, rules)
    found = EvidenceParameters(
        near_number=near,
        practice=practice_parameters(engine, right),
        activity=activity_parameters(engine, right),
    )
    for table in ("sampled_proof", "sampled_pair", "stranger_pair"):
        engine.drop(table)
    return found


def near_number_parameters(engine: Engine) -> NearNumberParameters | None:
    """sampled_proof -> strangers near to numbers that were broken on purpose; None without a number to break."""
    engine.create("shuffled_event", "select identity_key, nhs_number, nth from sampled_proof")
    engine.create("broken_on_purpose", near_number.broken_on_purpose_sql())
    engine.create("near_variant", near_number.near_variant_sql("broken_on_purpose"))
    engine.create("near_pair", near_number.near_pair_sql("broken_on_purpose"))
    events, strangers = (as_whole(n) for n in engine.rows(near_number.near_stranger_sql())[0])
    numbered = engine.count("select count(*) from person where nhs_numbers > 0")
    for table in ("shuffled_event", "broken_on_purpose", "near_variant", "near_pair"):
        engine.drop(table)
    if not events or numbered < 2:  # noqa: PLR2004 - the true person and a stranger
        return None
    return NearNumberParameters(
        u=bounded((strangers or HALF) / events / (numbered - 1), least=1e-15),
        others=rounded(strangers / events),
        events=events,
        smoothed=() if strangers else ("u",),
    )


def practice_parameters(engine: Engine, right: float) -> tuple[PracticeParameters, ...]:
    """
    sampled_pair, stranger_pair -> m and u given the postcode level; none unless both levels have pairs.

    A wrong number's holder is somebody far away, of another postcode and practice: such pairs, 1 - r of all, are
    taken out of the level where the postcode differs.
    """
    engine.create("borne_practice", practice.borne_practice_sql("sampled_proof"))
    proved, strangers = (
        _seen(
            engine, practice.compared_practice_sql(pairs), "compared_practice", practice.practice_count_sql()
        )
        for pairs in ("sampled_pair", "stranger_pair")
    )
    for table in ("borne_practice", "compared_practice"):
        engine.drop(table)
    levels = (practice.EXACT, practice.OTHER)
    if not all(level in seen for level in levels for seen in (proved, strangers)):
        return ()
    everybody = sum(pairs for pairs, _ in proved.values())
    made = []
    for level in levels:
        (pairs, equal), (others, others_equal) = proved[level], strangers[level]
        wrong = (1 - right) * everybody if level == practice.OTHER else 0
        made.append(
            PracticeParameters(
                postcode=level,
                m=likely((equal or HALF) / max(pairs - wrong, equal or HALF), pairs),
                u=likely((others_equal or HALF) / others, others),
                pairs=pairs,
                strangers=others,
                smoothed=_smoothed(proved[level], strangers[level]),
            )
        )
    return tuple(made)


def activity_parameters(engine: Engine, right: float) -> tuple[ActivityParameters, ...]:
    """sampled_pair, stranger_pair, sampled_person -> m and u by source setting; none without tests or strangers."""
    engine.create("hospital_activity", activity.hospital_activity_sql())
    engine.create("event_day", activity.event_day_sql("sampled_proof"))
    proved, strangers = (
        _seen(
            engine, activity.compared_activity_sql(pairs), "compared_activity", activity.activity_count_sql()
        )
        for pairs in ("sampled_pair", "stranger_pair")
    )
    people = engine.count("select count(*) from sampled_person")
    anywhere = _counts(engine, activity.anywhere_count_sql())
    for table in ("hospital_activity", "event_day", "compared_activity"):
        engine.drop(table)
    settings = [name for name in sorted(proved) if name != EVERY_SETTING and proved[name][0] >= FEWEST_TESTS]
    made = []
    for setting in (*settings, EVERY_SETTING):
        (tests, active), (others, others_active), (days, seen) = (
            _all(counts) if setting == EVERY_SETTING else counts.get(setting, (0, 0))
            for counts in (proved, strangers, anywhere)
        )
        if not (tests and others):
            continue
        u_anywhere = min(seen / (days * people), 1.0)
        share = ((active or HALF) / tests - (1 - right) * u_anywhere) / right
        made.append(
            ActivityParameters(
                setting=setting,
                m=likely(share, tests),
                u=likely((others_active or HALF) / others, others),
                u_anywhere=rounded(u_anywhere),
                pairs=tests,
                strangers=others,
                smoothed=_smoothed((tests, active), (others, others_active)),
            )
        )
    return tuple(made)


def likely(share: float, pairs: int) -> float:
    """A share found on `pairs`, at least half a pair from none of them and from all."""
    return bounded(min(max(share, HALF / pairs), 1 - HALF / pairs))


def bounded(share: float, least: float = FLOOR) -> float:
    """A share that is neither 0 nor 1, to nine digits."""
    return rounded(min(max(share, least), 1 - FLOOR))


def _seen(engine: Engine, compared: str, table: str, counted: str) -> Mapping[str, Seen]:
    engine.create(table, compared)
    return _counts(engine, counted)


def _counts(engine: Engine, query: str) -> Mapping[str, Seen]:
    return {str(kind): (as_whole(pairs), as_whole(agreeing)) for kind, pairs, agreeing in engine.rows(query)}


def _all(counts: Mapping[str, Seen]) -> Seen:
    return sum(pairs for pairs, _ in counts.values()), sum(agreeing for _, agreeing in counts.values())


def _smoothed(proved: Seen, strangers: Seen) -> tuple[str, ...]:
    """Which of m and u no pair, or every pair, agrees on."""
    return tuple(
        name for name, (pairs, agreeing) in (("m", proved), ("u", strangers)) if agreeing in (0, pairs)
    )
