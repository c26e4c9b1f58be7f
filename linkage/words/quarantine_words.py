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
    "key_conflict": "a site and accession number of several people",
}


def reason_words(reason: str) -> str:
    """A reason as people call it."""
    return REASONS.get(reason, reason.replace("_", " "))
