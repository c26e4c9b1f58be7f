"""
How many strangers agree with an event nearly as well as its own person would.

Twins, student halls and care homes make that far commoner than the product of chances, and not for full agreement
alone: among the young of one hall a slip of the day is met dozens of times as often as chance has it. So strangers
are counted, on proved events with the true person left out, for every pattern of birth date and postcode that can
reach a link, by age band and by how crowded the postcode is. `pattern.py` makes weights of the counts.
"""

from collections import Counter

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.value import as_number, as_whole
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.levels.pair_level import level_sql, pair_code_sql
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.model import Coincidence, EventKind, StrangerCount
from linkage.steps.probabilistic.scoring import blocking
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.probabilistic.scoring.block import demographic_blocks
from linkage.steps.probabilistic.scoring.crowd import crowd_sql
from linkage.steps.probabilistic.training.priced_pair import (
    at_a_place_sql,
    far_pair_sql,
    priced_pair_sql,
)
from linkage.steps.probabilistic.training.proof import person_no_sql, with_number_sql
from linkage.words.month import last_day

BIRTH_DATE, POSTCODE, SEX = comparisons()
PRICED = {
    "birth_date": tuple(
        level.name
        for level in BIRTH_DATE.compared
        if level.name not in ("default_other", "one_equal", "none")
    ),
    "postcode": tuple(level.name for level in POSTCODE.compared if level.name != "other"),
}
"""Levels whose patterns are priced jointly: what is left can reach no link."""

SURE = ("exact", "default_exact", "default_month", "default_year")
"""Levels at which an event of one's own can be: all that is evidence agrees."""


PAIRS_AT_ONCE = 20_000_000
"""Pairs that are held at once: some 2 GB."""

Kind = tuple[str, ...]
"""Age band and crowd of an event; levels of birth date and postcode, and sex, of a stranger."""


def coincidence(engine: Engine, rules: RankP, month: str, days: DefaultDays = NO_DAYS) -> Coincidence:
    """proved_event, proved_pair, identity, person, person_number, postcode_people -> strangers by kind and pattern."""
    numbered = engine.scalar(
        "select avg(case when nhs_numbers > 0 then cast(1 as double) else 0 end) from person"
    )
    engine.create("dated_proof", dated_proof_sql(last_day(month), days))
    counts = stranger_counts(engine, rules, days)
    kinds = engine.rows(
        "select age_band, crowd, count(*), avg(cast(neighbours as double)) from dated_proof"
        " where age_band is not null group by age_band, crowd order by age_band, crowd"
    )
    engine.drop("dated_proof")
    return Coincidence(
        numbered_share=rounded(max(as_number(numbered or 0), 0.01)),
        kinds=tuple(
            EventKind(
                age_band=str(band),
                crowd=str(crowd),
                events=as_whole(n),
                neighbours=round(as_number(mean), 6),
            )
            for band, crowd, n, mean in kinds
        ),
        strangers=tuple(
            StrangerCount(
                birth_date=str(birth_date),
                postcode=str(postcode),
                sex=str(sex),
                age_band=str(band),
                crowd=str(crowd),
                strangers=n,
            )
            for (band, crowd, birth_date, postcode, sex), n in sorted(counts.items())
        ),
    )


def stranger_counts(engine: Engine, rules: RankP, days: DefaultDays) -> Counter[Kind]:
    """
    dated_proof and the index -> strangers by kind of event, level of birth date and of postcode, and sex.

    Pairs within a district grow with the square of the index. So events are taken in shares whose pairs are no more
    than PAIRS_AT_ONCE, give or take: what is held at a time does not grow.
    """
    found = Counter[Kind]()
    blocks = tuple(demographic_blocks(rules).values())
    if not blocks:
        return found
    without_number = rules.model_copy(update={"blocks": blocks})
    blocking.make_blocks(engine, without_number, "dated_proof")
    pairs = engine.count(f"select sum(people) from event_block where {at_a_place_sql(without_number)}")
    shares = pairs // PAIRS_AT_ONCE + 1
    engine.create("far_pair", far_pair_sql(without_number, PRICED["postcode"]))
    for nth in range(shares):
        engine.create("stranger_met", stranger_met_sql(without_number, nth, shares))
        engine.create("pair_code", pair_code_sql("stranger_met", days))
        for *kind, strangers in engine.rows(stranger_count_sql()):
            found[tuple(map(str, kind))] += as_whole(strangers)
    for table in (*blocking.TABLES, "far_pair", "stranger_met", "pair_code"):
        engine.drop(table)
    return found


def dated_proof_sql(last_day: str, days: DefaultDays = NO_DAYS) -> str:
    """
    One row per proved event identity whose person holds its birth date, with its kind.

    With another birth date the number may be somebody else's, and the true person would be counted as a stranger. On
    a default day the year is all there is to hold: without such events strangers at those levels would be too few.
    """
    sure = ", ".join(
        str(place) for place, level in enumerate(BIRTH_DATE.levels, start=1) if level.name in SURE
    )
    return f"""
        select event.identity_key, held.person_no, event.nhs_number, event.birth_date, event.sex, event.postcode,
            event.events, {age_band_sql("event.birth_date", last_day)} as age_band,
            {crowd_sql("around")} as crowd, greatest(coalesce(around.people, 0) - 1, 0) as neighbours
        from proved_event as event
        join proved_pair as pair on pair.identity_key = event.identity_key
        join (
            select distinct proved.identity_key, holder.person_no
            from proved_event as proved
            join ({person_no_sql()}) as its on its.identity_key = proved.identity_key
            join compared_identity as holder on holder.person_no = its.person_no
            where {BIRTH_DATE.code_sql("holder.birth_date", "proved.birth_date", days)} in ({sure})
        ) as held on held.identity_key = event.identity_key
        left join postcode_people as around on around.postcode = event.postcode
        where event.postcode is not null"""


def stranger_met_sql(rules: RankP, nth: int = 0, shares: int = 1) -> str:
    """
    event_block, block_member, far_pair, dated_proof, person -> a row per proved event and person who is a stranger.

    Surely so, by a number of their own: whoever has none may be the event's person under another key. Nobody else has
    the event's number, or it would not be proved. Met are all who share a block, but whoever priced_pair leaves out.
    Of so many equal `shares` of the events the `nth`, from 0.
    """
    return f"""
        select distinct pair.identity_key, pair.person_no
        from ({priced_pair_sql(rules, f"borne.identity_key % {shares} = {nth}")}
        ) as pair
        join dated_proof as event on event.identity_key = pair.identity_key and event.person_no <> pair.person_no
        join ({with_number_sql()}) as numbered on numbered.person_no = pair.person_no"""


def stranger_count_sql() -> str:
    """pair_code, dated_proof -> strangers by kind of event, level of birth date and of postcode, and sex."""
    listed = {field: ", ".join(f"'{level}'" for level in levels) for field, levels in PRICED.items()}
    return f"""
        select age_band, crowd, birth_date, postcode, sex, sum(strangers) as strangers
        from (
            select event.age_band, event.crowd, {level_sql(BIRTH_DATE, "pair.birth_date_code")} as birth_date,
                {level_sql(POSTCODE, "pair.postcode_code")} as postcode,
                {level_sql(SEX, "pair.sex_code")} as sex, count(*) as strangers
            from pair_code as pair
            join dated_proof as event on event.identity_key = pair.identity_key
            where event.age_band is not null
            group by event.age_band, event.crowd, pair.birth_date_code, pair.postcode_code, pair.sex_code
        ) as met
        where birth_date in ({listed["birth_date"]}) and postcode in ({listed["postcode"]})
        group by age_band, crowd, birth_date, postcode, sex"""
