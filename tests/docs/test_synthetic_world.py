"""The page on the synthetic world names every rule there is."""

from dataclasses import fields
from pathlib import Path

from synthetic.deliveries.settings import YearSettings
from synthetic.dials import SHARES, TIMES, CareRates
from synthetic.errors.date_rules import DEFAULT_DATES
from synthetic.errors.hospital_rules import HES_BY_PERSON, HOSPITAL_RULES
from synthetic.errors.imaging_errors import STRUCK

PAGE = Path(__file__).parents[2] / "docs" / "synthetic_world.md"


def test_every_error_rule_is_on_the_page() -> None:
    named = {*STRUCK, *HES_BY_PERSON, *(rule.name for rule in HOSPITAL_RULES)}

    assert [name for name in sorted(named) if f"`{name}`" not in PAGE.read_text("utf-8")] == []


def test_every_dial_and_every_default_date_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")

    assert [name for name in (*SHARES, *TIMES) if f"`--{name.replace('_', '-')}`" not in text] == []
    assert [kind for kind in DEFAULT_DATES if kind not in text] == []


def test_every_rate_of_hospital_life_is_on_the_page_with_its_usual_value() -> None:
    text = PAGE.read_text("utf-8")

    lost = [rate.name for rate in fields(CareRates) if f"\n| `{rate.name}` | {rate.default:g} | " not in text]
    assert lost == []


def test_every_dial_of_a_year_is_on_the_page_with_its_default() -> None:
    """But people, seed and events, which are those of any world."""
    text = PAGE.read_text("utf-8")
    dials = [
        field
        for field in fields(YearSettings)
        if field.name not in {"people", "seed", "events_per_person_month"}
    ]
    lines = [line for line in text.splitlines() if line.startswith("| `--")]

    for dial in dials:
        option = f"`--{dial.name.replace('_', '-')}`"
        row = next((line for line in lines if option in line), "")
        options, defaults, _ = [cell.strip().split(", ") for cell in row.strip("|").split("|")]
        if dial.default is not None:
            assert defaults[options.index(option)] == f"{dial.default}", option
