"""other_person_agrees: the event's birth date, sex and postcode are those of another person."""

from linkage.engine.dialect import Dialect
from linkage.rank_tests.rank_test import PairColumn, RankTest

TRIPLE = """
        left join (
            select held.birth_date, held.sex, held.postcode,
                count(distinct held.person_id) as people, min(held.person_id) as person_id
            from identity as held
            join (select distinct birth_date, sex, postcode from event_identity) as borne
              on borne.birth_date = held.birth_date and borne.sex = held.sex and borne.postcode = held.postcode
            group by held.birth_date, held.sex, held.postcode
        ) as triple
          on triple.birth_date = event.birth_date and triple.sex = event.sex and triple.postcode = event.postcode"""
"""
Who holds the event's birth date, sex and postcode, in one identity: one person, or several.

Of what events bear alone: an index has many times as many.
"""


def other_person_agrees_sql(_dialect: Dialect) -> str:
    """Several hold them, or one who is not the person of the pair."""
    return "coalesce(triple.people > 1 or triple.person_id <> held.person_id, false)"


TEST = RankTest(
    name="other_person_agrees",
    place=800,
    meaning="Another person holds the event's birth date, sex and postcode in one identity.",
    condition="other_person_agrees",
    column=PairColumn("other_person_agrees", other_person_agrees_sql, joins=TRIPLE),
)
