"""Person keys of HES: one for each person, and a second for those whose records are split."""

from ..draws import Draws

SPLIT = 0.003
"""People whose hospital records are split over two person keys: those of other trusts have the second. Our
choice; when HES ids gave way to person ids in 2021, 7% of records were in merges of two HES ids (Stone 2023)."""

KEY_AT = """case when contact.trust <> person.area then coalesce(person.other_person_id, person.person_id)
                else person.person_id end"""
"""Person key that the records of a contact bear: the second one of a split person at other trusts."""


def person_key_sql(draws: Draws) -> str:
    """The key of a person, from `person_number`."""
    return f"upper(md5(concat('{draws.seed}|person|', person_number)))"


def other_person_key_sql(draws: Draws) -> str:
    """The second key of a split person, else null."""
    is_split = draws.happens("split", SPLIT, "person_number")
    return f"case when {is_split} then upper(md5(concat('{draws.seed}|other|', person_number))) end"
