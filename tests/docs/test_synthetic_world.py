"""The page on the synthetic world names every rule there is."""

from pathlib import Path

from synthetic.errors import IMAGING_RULES, STRUCK
from synthetic.hospital_errors import HOSPITAL_RULES

PAGE = Path(__file__).parents[2] / "docs" / "synthetic_world.md"


def test_every_error_rule_is_on_the_page() -> None:
    named = {*STRUCK, *(rule.name for rule in (*IMAGING_RULES, *HOSPITAL_RULES))}

    assert [name for name in sorted(named) if f"`{name}`" not in PAGE.read_text("utf-8")] == []
