"""
Why an event is not in the later release as it was in the earlier: a table of rules; the first that holds counts.

A rule is a condition on the facts of the event and of its month. A fact that is not known is null, and no rule that
asks for it holds: releases of earlier versions keep less.
"""

from dataclasses import dataclass

FACTS = {
    "presence": "text",
    "link": "text",
    "is_followed": "boolean",
    "is_listed": "boolean",
    "is_row_kept": "boolean",
    "was_moved": "boolean",
    "was_withdrawn": "boolean",
    "is_month_gone": "boolean",
    "is_struck": "boolean",
    "is_relinked": "boolean",
    "is_decided": "boolean",
    "is_scored": "boolean",
    "row_changed": "boolean",
    "agreement_changed": "boolean",
    "inputs_changed": "boolean",
    "rules_changed": "boolean",
    "model_changed": "boolean",
    "method_changed": "boolean",
    "lists_changed": "boolean",
    "job_changed": "boolean",
}
"""
What a rule may ask, by name and type.

    presence            both, new, gone or moved (to another month)
    link                of an event in both: same, gained, lost, other_person, other_rank, other_status
    is_followed         the link is as it was, and what is told of the person's records is not
    is_listed           the event, or its person before, bears a number of today's opt-out list
    is_row_kept         the later release keeps the row of the event for its month, whether it publishes it or not
    was_moved           struck from the month, as its row bore a test date of another
    was_withdrawn       struck from the month, as no row bore it
    is_month_gone       the later release does not have the month
    is_struck           a release after the earlier one struck somebody from the month
    is_relinked         the month was linked again
    is_decided          a reviewer decided on one of the two sides
    is_scored           rank P had a say on one of the two sides
    row_changed         the event's own row is not what it was
    agreement_changed   the person is the same, and an identifier compares with theirs as it did not
    ..._changed         what the month was made from: its files, rules, model, method, lists, settings
"""


@dataclass(frozen=True)
class Reason:
    """One rule: the reason that it gives, what that means, and when."""

    name: str
    meaning: str
    condition: str
    """On a row with FACTS."""


RULES = (
    Reason(
        "month_gone",
        "the later release does not have the month",
        "presence = 'gone' and is_month_gone",
    ),
    Reason(
        "opt_out",
        "somebody on the opt-out list",
        "presence = 'gone' and coalesce(is_row_kept, is_listed or (is_struck and not is_relinked))",
    ),
    Reason(
        "moved",
        "the row bears a test date of another month",
        "presence = 'moved' or (presence = 'gone' and was_moved)",
    ),
    Reason(
        "withdrawn",
        "no row that counts bears the event any more",
        "presence = 'gone' and (was_withdrawn or (coalesce(not is_row_kept, not is_listed)"
        " and (inputs_changed or not is_relinked)))",
    ),
    Reason("new", "a row that was not delivered before, or was set aside", "presence = 'new'"),
    Reason("review", "a reviewer has decided, or a decision was taken back", "link <> 'same' and is_decided"),
    Reason(
        "hes_record", "the person's hospital records", "link = 'same' and is_followed and not is_relinked"
    ),
    Reason("resubmission", "the event's own row came again and says something else", "row_changed"),
    Reason(
        "hes_identity",
        "a new or changed identity, or person key, in HES",
        "not row_changed and agreement_changed and inputs_changed",
    ),
    Reason("rule", "the rules", "rules_changed"),
    Reason("model", "the model of rank P", "model_changed and is_scored"),
    Reason("method", "the program's method", "method_changed"),
    Reason("list", "the ignored postcodes", "lists_changed"),
    Reason("setting", "settings of the job", "job_changed"),
    Reason(
        "hes_identity",
        "a new or changed identity, or person key, in HES",
        "not row_changed and inputs_changed and link <> 'same'",
    ),
    Reason(
        "hes_record",
        "the person's hospital records",
        "not row_changed and inputs_changed and link = 'same' and is_followed",
    ),
)
"""In order: what is certain of the event itself, then what changed for the whole month."""

NOT_KNOWN = Reason("not_known", "not known: an earlier version kept too little to tell", "true")

REASONS = {rule.name: rule.meaning for rule in (*RULES, NOT_KNOWN)}
"""Every reason with its meaning, in order."""


def reason_sql() -> str:
    """The reason of a row with FACTS."""
    cases = " ".join(f"when {rule.condition} then '{rule.name}'" for rule in RULES)
    return f"case {cases} else '{NOT_KNOWN.name}' end"
