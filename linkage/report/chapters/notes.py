"""The last chapters: how the records are matched, what the report cannot say, and what its words mean."""

from linkage.report.chapters.chapter import Chapter, Items, Terms, Words
from linkage.report.facts import ReportFacts

LIMITS = (
    "An expected share of wrong links rests on the model and on nothing else; it is not a measured error.",
    "The April 2015 table leaves parts of the rules open (the fourth cell of 1B, the ignore list): each is a setting.",
    "Rates mature: more hospital history links more events. Charts hold points of one maturity.",
    "An unlinked event is not an error: its person may never have been in hospital.",
    "A person that the hospital records hold under two keys is two people here.",
)
GLOSSARY = (
    ("Event", "One row of the Diagnostic Imaging Dataset: one examination."),
    ("Linked, review, unlinked", "One person was found; somebody should look; nobody was found."),
    ("Unmatched", "For review or unlinked."),
    ("Missed", "Unmatched, and in HES: expected numbers, by the posteriors of rank P."),
    (
        "Beyond chance",
        "Named among all comparisons of the month, of which 1 in 20 is expected to be chance (Benjamini and Hochberg).",
    ),
    ("z", "How many standard deviations a share lies from that of the others."),
    ("Rank", "The step that made the link, 1A the strongest, 8 the weakest, P the probabilistic step."),
    ("Release", "One immutable, numbered publication."),
    ("Cut-off", "The latest hospital activity that was supplied."),
    ("XmR chart", "A series with its mean and the limits that its own month-to-month moves set."),
    ("p-prime chart", "The same for shares of numbers that differ from month to month (Laney)."),
    ("Signal", "A month outside the limits, near them twice in three months, or in a run of seven."),
    (
        "Screened limits",
        "Limits without the largest month-to-month moves. They drive the signals of XmR charts.",
    ),
    ("Funnel", "Providers against the limits that their size explains."),
    ("Overdispersion", "By how much providers vary beyond chance for reasons nobody has to answer for."),
)


NOTES = (*GLOSSARY, *(("Limit", sentence) for sentence in LIMITS))
"""The notes of the workbook."""


def method_chapter(facts: ReportFacts) -> Chapter:
    """The steps in order."""
    sentences = (
        "Events and HES records are cleaned; events are matched on NHS number, birth date, sex and postcode against "
        "every combination of these that HES has ever held for a person. Two people at the best rank: nobody is "
        "linked, and the event is for review."
    )
    steps = Items(tuple(f"{rank.rank}: {rank.meaning}." for rank in facts.ranks))
    return Chapter(
        "method",
        "Method",
        (Words(f"Profile {facts.profile}: {facts.profile_meaning}"), Words(sentences), steps),
    )


def limits_chapter() -> Chapter:
    """What the report cannot say."""
    return Chapter("limits", "Limits", (Items(LIMITS),))


def changes_chapter(facts: ReportFacts) -> Chapter:
    """Of the method, month by month, and of the charts."""
    sentences = [f"{month}: {words}" for month, words in facts.changes]
    sentences += [
        f"{month}: new limits on the charts, {reason}" for month, reason in sorted(facts.rebased.items())
    ]
    return Chapter(
        "changes",
        "Changes",
        (Items(tuple(sentences)) if sentences else Words("No change in the months of this release."),),
    )


def glossary_chapter() -> Chapter:
    """Words of this report."""
    return Chapter("glossary", "Words", (Terms(GLOSSARY),))
