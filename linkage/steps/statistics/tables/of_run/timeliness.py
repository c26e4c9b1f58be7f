"""How far hospital activity reaches, as the gates of the run found it. Of files, and shown to nobody outside."""

from linkage.words.statistic import CountedFrom, Statistic

TABLE, DAYS = "timeliness", "days_after_month"

STATISTIC = Statistic(
    table=TABLE,
    meaning="Days from the end of the month to the last usual day of each kind of hospital record; below 0 before it.",
    source=CountedFrom.RUN,
    control=None,
    chapter="coverage",
    carried="true",
)
