"""
Records that bear the birth date, sex and postcode of somebody else at the address: how often they are met.

Of an event without a number what counts is this: of the records that agree in full with somebody, how many are another
person's? Of proved events it can be counted, by age band and class of postcode. Those that agree in full with the
person of the number are `own`. Those that agree so with somebody else of the address, while that person was born on
another day, are `another`: a copied record, or a relative's number. Which of the two is told by hospital records, or
by the stated rates (see relatives_share). Counted are events, for errors strike events.
"""

from linkage.engine.base import Engine
from linkage.engine.value import as_number, as_whole
from linkage.steps.probabilistic.evidence import activity
from linkage.steps.probabilistic.evidence.parameters import ActivityParameters
from linkage.steps.probabilistic.levels.default_day import DefaultDays, day_sql
from linkage.steps.probabilistic.model.copies import CopiedKind, Copies
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.probabilistic.scoring.crowd import crowd_sql
from linkage.steps.probabilistic.scoring.numbered_pair import ALONE
from linkage.steps.probabilistic.training.relatives_share import told_share
from linkage.words.month import last_day

LEAST_SEEN = 0.1
"""A file in which hardly any copy would be seen tells nothing: the count is multiplied by ten at most."""


def copies(
    engine: Engine,
    month: str,
    days: DefaultDays,
    there: float,
    relatives: float,
    told_by: tuple[ActivityParameters, ...] = (),
) -> Copies:
    """
    proved_event, proved_pair, event_identity, identity, person, person_number, postcode_people -> the counts of kinds.

    `there` is m of an equal postcode, `relatives` the share of relatives' numbers by the stated rates. With `told_by`,
    what activity is worth, it also reads event, episode, appointment and attendance.
    """
    engine.create("full_record", full_record_sql(last_day(month), days))
    engine.create("like_another", like_another_sql())
    counts = engine.rows(copied_count_sql())
    bits = activity_bits(engine, told_by) if told_by else []
    seen = as_number(engine.scalar(seen_sql()) or 0) * (1 - ALONE * (1 - there))
    told = told_share(bits, relatives)
    for table in ("full_record", "like_another"):
        engine.drop(table)
    return Copies(
        kinds=tuple(
            CopiedKind(
                age_band=str(band),
                crowd=str(crowd),
                own=as_whole(own),
                another=as_whole(another),
                apart=as_whole(apart),
            )
            for band, crowd, own, another, apart in counts
        ),
        relatives=rounded(told.share),
        relatives_low=rounded(told.low),
        relatives_high=rounded(told.high),
        told_by=len(bits),
        seen=rounded(min(max(seen, LEAST_SEEN), 1.0)),
    )


def full_record_sql(last_day: str, days: DefaultDays) -> str:
    """
    One row per proved event identity with a birth date and a postcode, its kind, and how its person agrees.

    A default day says too little: a record that bears one agrees with whoever does.
    """
    listed = ", ".join(str(day) for day in days.event)
    whole = f" and {day_sql('event.birth_date')} not in ({listed})" if listed else ""
    agreements = ", ".join(
        f"max(case when held.{field} = event.{field}{also} then 1 else 0 end) = 1 as {name}"
        for field, also, name in (
            ("birth_date", "", "is_dated"),
            ("postcode", "", "lives_there"),
            ("sex", " or event.sex is null", "is_sexed"),
        )
    )
    return f"""
        select event.identity_key, event.birth_date, event.sex, event.postcode, event.events, own.person_id,
            own.is_dated, own.lives_there, own.is_sexed,
            {age_band_sql("event.birth_date", last_day)} as age_band, {crowd_sql("around")} as crowd
        from proved_event as event
        join (
            select event.identity_key, pair.person_id, {agreements}
            from proved_event as event
            join proved_pair as pair on pair.identity_key = event.identity_key
            join identity as held on held.person_id = pair.person_id
            group by event.identity_key, pair.person_id
            having count(held.birth_date) > 0
        ) as own on own.identity_key = event.identity_key
        left join postcode_people as around on around.postcode = event.postcode
        where event.birth_date is not null and event.postcode is not null{whole}"""


def like_another_sql() -> str:
    """
    full_record, identity, person -> one row per record and person it is like, in place of its own at the address.

    Somebody with a number of their own: whoever has none may be the event's person under another key.
    """
    return """
        select distinct record.identity_key, record.person_id as holder_id, home.person_id
        from (select * from full_record where lives_there and not is_dated) as record
        join identity as home on home.postcode = record.postcode and home.person_id <> record.person_id
        join identity as born on born.person_id = home.person_id and born.birth_date = record.birth_date
        join person on person.person_id = home.person_id
        where person.nhs_numbers > 0
          and (record.sex is null or home.sex = record.sex or born.sex = record.sex)"""


def copied_count_sql() -> str:
    """
    full_record, like_another -> one row per kind: events in full agreement with their own person, and with another.

    And of how many events their person lives there but was born on another day.
    """
    return """
        select record.age_band, record.crowd,
            sum(case when is_dated and lives_there and is_sexed then events else 0 end) as own,
            sum(case when other.identity_key is not null then events else 0 end) as another,
            sum(case when lives_there and not is_dated then events else 0 end) as apart
        from full_record as record
        left join (select distinct identity_key from like_another) as other
          on other.identity_key = record.identity_key
        where record.age_band is not null
        group by record.age_band, record.crowd
        order by record.age_band, record.crowd"""


def seen_sql() -> str:
    """event_identity, person_number -> of events with a number, the share whose person and number HES has."""
    return """
        select sum(case when held.nhs_number is not null then event.events else 0 end)
            / cast(sum(event.events) as double)
        from event_identity as event
        left join (select distinct nhs_number from person_number) as held on held.nhs_number = event.nhs_number
        where event.nhs_number is not null"""


def activity_bits(engine: Engine, settings: tuple[ActivityParameters, ...]) -> list[float]:
    """
    like_another, event, episode, appointment, attendance -> for each such record, bits for a copy, in order of size.

    Whose record it is was at the provider on the day of the test: of a copy the person of the number, of a relative's
    number the other. Of several others the one whose records speak most for them.
    """
    engine.create("like_someone", like_someone_sql())
    engine.create("hospital_activity", activity.hospital_activity_sql())
    engine.create("event_day", activity.event_day_sql("(select distinct identity_key from like_another)"))
    engine.create("compared_activity", activity.compared_activity_sql("like_someone"))
    engine.create("activity_weight", activity.activity_weight_sql(settings))
    found = engine.rows(activity_bits_sql())
    for table in ("like_someone", "hospital_activity", "event_day", "compared_activity", "activity_weight"):
        engine.drop(table)
    return sorted(as_number(row[0]) for row in found)


def like_someone_sql() -> str:
    """like_another -> pairs of such a record and anybody whose it may be."""
    return """
        select identity_key, holder_id as person_id from like_another
        union
        select identity_key, person_id from like_another"""


def activity_bits_sql() -> str:
    """like_another, activity_weight -> bits of each record whose test has a provider and a day."""
    return """
        select max(own.weight) - max(theirs.weight) as bits
        from like_another as record
        join activity_weight as own
          on own.identity_key = record.identity_key and own.person_id = record.holder_id
        join activity_weight as theirs
          on theirs.identity_key = record.identity_key and theirs.person_id = record.person_id
        group by record.identity_key"""
