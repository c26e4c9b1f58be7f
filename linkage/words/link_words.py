"""The values of links in words: reasons and agreements, for a question about one event."""

REASONS = {
    ("linked", "rank"): "the best deterministic rank leaves exactly one person",
    ("linked", "posterior"): "the probabilistic stage is sure enough of one person",
    ("linked", "decision"): "a reviewer has decided that it is this person",
    (
        "review",
        "ambiguous",
    ): "two or more people are left who fit equally well, and nobody is picked by chance",
    ("review", "below_threshold"): "the probability is too low for a link, but high enough to be looked at",
    (
        "review",
        "contradicted",
    ): "the most likely person has valid NHS numbers, and the event's valid number is none of them",
    (
        "review",
        "conflicting_evidence",
    ): "the NHS number is one person's, but the birth date or sex differs, or the rest points to somebody else",
    (
        "review",
        "number_disagrees",
    ): "the NHS number is another person's than the one whom everything else points to",
    (
        "review",
        "possible_split_person",
    ): "two person keys fit equally well and look like one person under two keys",
    ("unlinked", "no_candidate"): "nobody in the person index agrees on enough to be considered",
    ("unlinked", "low_probability"): "the most likely person is too unlikely even for review",
    ("unlinked", "no_identifiers"): "the event has no usable NHS number, birth date or postcode",
    (
        "unlinked",
        "contradicted",
    ): "birth date, sex and postcode are somebody's, but none of their NHS numbers is the event's valid number",
    (
        "unlinked",
        "decision",
    ): "a reviewer has decided that it is not whom the program finds, or nobody's in HES",
}
"""Why an event has its status, by status and reason."""

AGREEMENTS = {
    "exact": "agrees",
    "partial": "agrees in part",
    "missing": "missing or invalid on one side at least",
    "conflict": "differs",
}
"""How a field of the event compares with the person's, or the best candidate's."""

PROBABILISTIC = (
    "birth date, sex and postcode together make one person likely enough for the month's threshold, which keeps the "
    "expected share of wrong links within the target; never below a probability of {minimum:g}"
)
"""What rank P requires."""

STATES = {
    "valid": "used as it is",
    "test_number": "used: a valid number of the test range",
    "read_exchanged": "used: day and month exchanged, since the date as written is none",
    "missing": "missing",
    "malformed": "not used: it is not written as one",
    "check_digit": "not used: its check digit is wrong",
    "palindrome": "not used: a palindrome, which no real number is",
    "sentinel": "not used: a number that stands for none",
    "null_date": "not used: a date that stands for none",
    "too_early": "not used: too long ago",
    "after_test": "not used: after the test",
    "not_known": "not used: a code for not known",
    "pseudo": "not used: a postcode that stands for no place",
}
"""By the state that the events table and the data quality table have."""
