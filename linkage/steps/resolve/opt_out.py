"""People who have opted out: their events leave after linkage, found by the person or by the event's own number."""

from linkage.steps.resolve.decided import OPTED_OUT


def opted_out_person_sql() -> str:
    """
    One row per person of the index who has ever had a listed NHS number.

    In the files of this run, or in those of an earlier one: remembered_person has who is known from what it kept.
    """
    return """
        select own.person_id
        from person_number as own
        join opted_out_number as listed on listed.nhs_number = own.nhs_number
        union
        select person_id from remembered_person"""


def opted_out_event_sql() -> str:
    """
    One row per event of the month that must not be used.

    Opt-out is recorded by NHS number and holds for the person: an event linked to somebody who has ever had a
    listed number goes even when the event has no number, and an event that has one goes even when unlinked, or when
    it is on the list as it stands in the event, with a wrong check digit. A reviewer's decision that it is theirs takes
    it away too, and one that it is somebody else's does not keep it.
    """
    return f"""
        select event.event_id
        from event
        join identity_link as link on link.identity_key = event.identity_key
        where coalesce(event.nhs_number, event.nhs_number_broken) in (select nhs_number from opted_out_number)
           or link.person_id in (select person_id from opted_out_person)
           or event.event_id in (select event_id from bearing_decision where outcome = '{OPTED_OUT}')"""
