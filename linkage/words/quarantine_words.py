"""Why rows were set aside, in words."""

REASONS = {
    "field_count": "wrong number of fields",
    "encoding": "not UTF-8 text",
    "site_missing": "no site code",
    "accession_missing": "no accession number",
    "test_date_missing": "no test date",
    "test_date_invalid": "test date cannot be read",
    "record_key_missing": "no record key",
    "person_key_missing": "no person key",
    "key_control_character": "a character in a key that is not seen",
    "key_exponent": "a key that lost its digits (1.0E+14)",
    "record_key_shared": "a record key of several people",
    "no_activity": "a record without an imaging activity",
    "item_repeated": "an item twice with two values",
    "record_unreadable": "no record that can be read",
    "test_date_offset": "a test timestamp with an offset that England never has",
    "imaging_codes_both": "imaging codes of both kinds",
    "key_conflict": "a site and accession number of several people",
}


ADVICE = {
    "field_count": "Write every column of the layout in every row, and put text that holds the separator in quotes.",
    "encoding": "Save the file as UTF-8.",
    "site_missing": "Give the site code of the place where the test was made.",
    "accession_missing": "Give the accession number of the examination.",
    "test_date_missing": "Give the date of the test.",
    "test_date_invalid": "Give a date of the test that exists, in the spelling of the layout.",
    "record_key_missing": "Give the record key.",
    "person_key_missing": "Give the person key.",
    "key_control_character": "Take the unseen character out of the key.",
    "key_exponent": "Export the key as text: a spreadsheet has made a number of it, and digits are lost.",
    "record_key_shared": "Give each record a key of its own: this one is borne by records of several people.",
    "no_activity": "Give each record at least one ImagingActivity.",
    "item_repeated": "Give each item of a record once.",
    "record_unreadable": "Write each record as an object of its own, with its items as text.",
    "test_date_offset": "Give the time on the clock with +01:00, +00:00, -00:00 or Z (version 2 allows no other).",
    "imaging_codes_both": "Give the procedure as NICIP or as SNOMED CT, not both (DIDSREJ012).",
    "key_conflict": "Give each examination an accession number of its own: this one is borne by several people.",
}
"""What whoever sent a row with such a reason is asked to do."""


def advice_for(reason: str) -> str:
    """What to do about rows of a reason."""
    return ADVICE.get(reason, "Look at the row, correct it and send it again.")


def reason_words(reason: str) -> str:
    """A reason as people call it."""
    return REASONS.get(reason, reason.replace("_", " "))
