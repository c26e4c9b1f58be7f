"""Wrong links that rank P expects among those it made; no limit by default, since the target already bounds it."""

from linkage.gates.gate import Found, Gate

GATE = Gate(
    name="max_expected_false_link_share",
    place=1300,
    what="share of wrong links that rank P expects among those it made",
    setting="Among the links of rank P.",
    find=lambda facts, _: Found(
        facts.expected_false_links,
        f"rank P expects {100 * facts.expected_false_links:.4g}% of its links to be wrong",
    ),
)
