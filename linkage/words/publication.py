"""Tables of the statistics that hold a month's charted numbers as they stood when it was published."""

FIRST, THREE_MONTHS = "first_publication", "three_month_publication"
"""When it was published first, and when it was restated after three later months."""

PUBLICATIONS = (FIRST, THREE_MONTHS)
