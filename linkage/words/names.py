"""Names that several rooms speak of: of identifiers, data sets, statuses, doubts and labels, each list in its order."""

IDENTIFIERS = ("nhs_number", "birth_date", "sex", "postcode")
"""What makes an identity, in the order in which values are shown."""
DEMOGRAPHICS = IDENTIFIERS[1:]
"""Those that are compared where the number says nothing."""

HOSPITAL = ("apc", "op", "ae", "ecds")
"""Data sets of hospital records: their identifiers make the person index."""

STATUSES = ("linked", "review", "unlinked")
"""What an event's link may be, in the order in which they are counted."""

DOUBTS = ("after_death", "before_birth", "in_two_hospitals", "sex_impossible", "mothers_number")
"""What an event and its linked person can have between them that cannot be: signs of a wrong link or record."""

STALE = "stale_open"
"""What was unfinished at its last census, and that a later complete data year does not have any more."""
UNCONFIRMED = "open_unconfirmed"
"""What is unfinished, while no later data year is complete."""

TIMES = ("request_time", "received_time", "test_time", "report_time")
"""Times of day of an event, where the layout of its file has them."""
AREAS = ("lsoa", "icb", "commissioner_area", "region")
"""What a postcode directory says of where a postcode lies."""
LABELS = (
    *("modality", "sub_modality", "body_region", "body_system"),
    *("body_sub_region", "body_sub_system", "fetal", "early_cancer"),
)
"""What a lookup of imaging codes says of a code, in texts of the user's own."""

DECISION = "decision"
"""In the place of a rank where a reviewer made the link, wherever links are counted by rank."""
