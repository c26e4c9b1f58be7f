"""
Whom an event may be of, looked for more widely than the blocks of rank P, and by what the model does not use.

Recall by review is of what this search can find, and of nothing else. Each way is an equality join, so that a few
hundred events are looked for in an index of any size by reading it a few times.
"""

from collections.abc import Mapping

NEAR_DIGITS = 2
"""An NHS number is near another from which it differs in at most so many of its ten places."""
SAME_BORN = "held.birth_date = event.birth_date"
YEAR, MONTH, DAY = (f"extract({part} from {{0}}.birth_date)" for part in ("year", "month", "day"))
WAYS: Mapping[str, str] = {
    "number": "an equal NHS number",
    "near_number": f"an equal birth date, and an NHS number that differs in at most {NEAR_DIGITS} places",
    "born_here": "an equal birth date, and a postcode of the same district",
    "address": "an equal postcode, and the same year of birth, or the same day and month",
    "exchanged": "day and month of birth the other way round, the same sex, and a postcode of the same district",
    "practice": "an equal birth date, and the same general practice anywhere in HES",
    "contact": "an equal birth date, and a contact with the same provider on the day of the test",
    "proposed": "whoever a rank or rank P proposed",
}
"""Every way, in words."""


def review_event_sql() -> str:
    """One row per event drawn that the files still hold, with the values that are compared; reads review_drawn."""
    return f"""
        select event.event_id, event.identity_key, event.provider_code, event.test_date,
            event.nhs_number, event.birth_date, event.sex, event.postcode,
            {district_sql("event.postcode")} as district, event.gp_practice
        from event
        join review_drawn as drawn on drawn.event_id = event.event_id"""


def other_identities_sql(kept: str) -> str:
    """
    How many events of the sample have another identity than in `kept`, what a release keeps of its events.

    Reads review_event.
    """
    return f"""
        select count(*)
        from review_event as event
        join {kept} as kept on kept.event_id = event.event_id
        where kept.identity_key <> event.identity_key"""


def district_sql(postcode: str) -> str:
    """A comparing key without its last three characters."""
    return f"substr({postcode}, 1, length({postcode}) - 3)"


def hamming_sql(one: str, other: str) -> str:
    """In how many of ten places two numbers differ."""
    places = range(1, 11)
    return " + ".join(
        f"case when substr({one}, {place}, 1) = substr({other}, {place}, 1) then 0 else 1 end"
        for place in places
    )


def contact_sql() -> str:
    """One row per hospital record: whose, of what kind, where, and on which days."""
    return """
        select person_id, 'admitted' as kind, provider_code, admission_date as first_day,
            coalesce(episode_end, discharge_date, episode_start, admission_date) as last_day,
            cast(null as string) as said
        from episode
        where admission_date is not null
        union all
        select person_id, 'emergency', provider_code, arrival_date, coalesce(departure_date, arrival_date),
            cast(null as string)
        from attendance
        union all
        select person_id, 'outpatient', provider_code, appointment_date, appointment_date, attended
        from appointment"""


def review_found_sql(proposed: str | None) -> str:
    """
    One row per event of the sample, person and way in which the search finds them; nobody who has opted out.

    Reads review_event, identity, hospital_practice and the records; `proposed` is the query of whom ranks proposed.
    """
    year, swapped = (
        f"{YEAR.format('held')} = {YEAR.format('event')}",
        f"{MONTH.format('held')} = {DAY.format('event')} and {DAY.format('held')} = {MONTH.format('event')}",
    )
    same_day = (
        f"{MONTH.format('held')} = {MONTH.format('event')} and {DAY.format('held')} = {DAY.format('event')}"
    )
    held = "from review_event as event join identity as held on"
    ways = {
        "number": f"{held} held.nhs_number = event.nhs_number",
        "near_number": f"{held} {SAME_BORN}"
        f" where {hamming_sql('held.nhs_number', 'event.nhs_number')} <= {NEAR_DIGITS}",
        "born_here": f"{held} {SAME_BORN} and {district_sql('held.postcode')} = event.district",
        "address": f"{held} held.postcode = event.postcode where {year} or ({same_day})",
        "exchanged": f"{held} {district_sql('held.postcode')} = event.district and {year} and held.sex = event.sex"
        f" where {swapped}",
        "practice": f"{held} {SAME_BORN} join hospital_practice as practice"
        " on practice.person_id = held.person_id and practice.gp_practice = event.gp_practice",
        "contact": f"{held} {SAME_BORN} join review_contact as contact on contact.person_id = held.person_id"
        " and contact.provider_code = event.provider_code"
        " where event.test_date between contact.first_day and contact.last_day",
    }
    each = [f"select event.event_id, held.person_id, '{way}' as way {joins}" for way, joins in ways.items()]
    if proposed:
        each.append(
            f"select event.event_id, proposed.person_id, 'proposed' as way from ({proposed}) as proposed"
            " join review_event as event on event.event_id = proposed.event_id"
        )
    union = "\n            union all\n            ".join(each)
    return f"""
        select distinct event_id, person_id, way
        from (
            {union}
        ) as found
        where person_id is not null and person_id not in (select person_id from review_listed)"""


def review_listed_sql() -> str:
    """One row per person who bears a number of the opt-out list; reads person_number and review_listed_number."""
    return """
        select distinct person_id
        from person_number
        where nhs_number in (select nhs_number from review_listed_number)"""


def review_scored_sql() -> str:
    """
    One row per event and person found: how much agrees on the best of the person's identities, and on other evidence.

    Plain points, the same for whoever is found: they only say who is shown first among many.
    """
    points = f"""case when held.nhs_number = event.nhs_number then 6
                when {hamming_sql("held.nhs_number", "event.nhs_number")} <= {NEAR_DIGITS} then 4 else 0 end
            + case when {SAME_BORN} then 4
                when {YEAR.format("held")} = {YEAR.format("event")} then 1 else 0 end
            + case when held.postcode = event.postcode then 4
                when {district_sql("held.postcode")} = event.district then 1 else 0 end
            + case when held.sex = event.sex then 1 else 0 end"""
    return f"""
        select found.event_id, found.person_id, max({points}) + 2 * max(found.besides) as points
        from (
            select event_id, person_id,
                sum(case when way in ('practice', 'contact') then 1 else 0 end) as besides
            from review_found
            group by event_id, person_id
        ) as found
        join review_event as event on event.event_id = found.event_id
        join identity as held on held.person_id = found.person_id
        group by found.event_id, found.person_id"""


def review_candidate_sql(shown: int) -> str:
    """
    One row per event and person shown: the `shown` that agree most, the linked one among them, in no telling order.

    Reads review_scored, review_linked (whose link it is, by person key) and review_drawn.
    """
    return f"""
        select event_id, person_id, is_linked,
            row_number() over (partition by event_id order by shuffled, person_id) as place
        from (
            select scored.event_id, scored.person_id, linked.person_id is not null as is_linked,
                md5(concat(drawn.shuffled, '|', scored.person_id)) as shuffled,
                row_number() over (
                    partition by scored.event_id
                    order by case when linked.person_id is null then 1 else 0 end, scored.points desc,
                        md5(concat(drawn.shuffled, '|', scored.person_id)), scored.person_id
                ) as nth
            from review_scored as scored
            join review_drawn as drawn on drawn.event_id = scored.event_id
            left join review_linked as linked
              on linked.event_id = scored.event_id and linked.person_id = scored.person_id
        ) as ordered
        where nth <= {shown}"""
