"""The report's section on care around the imaging: patients, kinds of imaging, waits, and checks of the person."""

from dataclasses import dataclass

from linkage.report.figures import Figure, Figures

NOTHING = "not applicable"

SETTINGS = {
    "admitted": "Admitted",
    "emergency": "Emergency",
    "outpatient": "Outpatient",
    "around_admission": "Around admission",
    "no_contact": "No contact",
    "unlinked": "Not linked",
    "any": "Any of these",
}
WAITS = {
    "request_to_received": "request to receipt",
    "request_to_test": "request to test",
    "request_to_report": "request to report",
    "received_to_test": "receipt to test",
    "received_to_report": "receipt to report",
    "test_to_report": "test to report",
}
SIGNS = {
    "after_death": "The test is later than the person's death",
    "before_birth": "The test is earlier than the person's birth",
    "in_two_hospitals": "In the bed of another provider that day",
    "sex_impossible": "An examination of the other sex",
    "any": "Any of these",
}


@dataclass(frozen=True)
class Section:
    """One table of the page: what it is, the names of its columns, its rows (the first cell names the row)."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(figures: Figures) -> list[Section]:
    """Every table that has a row."""
    found = (
        patients(figures),
        modalities(figures),
        waits(figures),
        concordance(figures),
        implausible(figures),
    )
    return [section for section in found if section.rows]


def patients(figures: Figures) -> Section:
    """Patients seen in each setting, and how many of them had imaging in the month."""

    def row(setting: str) -> tuple[str, ...]:
        def cell(measure: str) -> Figure:
            return figures.cell("patients_by_setting", "setting", setting, measure)

        return (
            SETTINGS[setting],
            cell("patients").count,
            cell("with_imaging").count,
            cell("with_imaging").percent,
            cell("with_imaging_in_setting").percent,
        )

    there = figures.categories("patients_by_setting", "setting")
    return Section(
        "Patients seen in hospital in the month, with and without imaging",
        ("Setting", "Patients", "With imaging", "Share", "With imaging there"),
        tuple(row(setting) for setting in SETTINGS if setting in there),
    )


def modalities(figures: Figures) -> Section:
    """Each kind of imaging by the setting it belongs to: examinations."""
    table = "modality_by_setting"
    settings = [name for name in SETTINGS if name in figures.breakdowns(table)]
    kinds = sorted({kind for name in settings for kind in figures.categories(table, name)})
    return Section(
        "Examinations by kind and hospital setting, repeats left out",
        ("Kind", *(SETTINGS[name] for name in settings)),
        tuple(
            (kind, *(figures.cell(table, name, kind, "examinations").count for name in settings))
            for kind in kinds
        ),
    )


def waits(figures: Figures) -> Section:
    """The six waits over everything, in whole days."""

    def row(wait: str) -> tuple[str, ...]:
        def cell(measure: str) -> Figure:
            return figures.cell("waits", "month", figures.period, f"{wait}.{measure}")

        days = (cell(f"p{percent}").value for percent in (25, 50, 75, 90))
        told = (NOTHING if value is None else f"{value:,.0f}" for value in days)
        events = cell("p50").denominator
        return (
            WAITS[wait],
            f"{events or 0:,}",
            *told,
            cell("within_42").percent,
            cell("negative").count,
        )

    known = {row.measure.partition(".")[0] for row in figures.rows if row.table == "waits"}
    return Section(
        "Waits in whole days: so many of a hundred events waited at most so long",
        ("Wait", "Events", "25", "50", "75", "90", "Within six weeks", "Second date first"),
        tuple(row(wait) for wait in WAITS if wait in known),
    )


def concordance(figures: Figures) -> Section:
    """By rank: how often the person's records show what the event's setting says."""

    def row(rank: str) -> tuple[str, ...]:
        any_of, primary = (
            figures.cell("concordance", "match_rank", rank, measure)
            for measure in ("concordant", "concordant_primary")
        )
        return (rank, f"{any_of.denominator or 0:,}", any_of.percent, primary.percent)

    return Section(
        "Linked events whose person was where the event's setting says, by rank",
        ("Rank", "Events", "A record says so", "The record that counts says so"),
        tuple(row(rank) for rank in sorted(figures.categories("concordance", "match_rank"), key=strength)),
    )


def strength(rank: str) -> tuple[bool, str]:
    """Ranks as they are read: 1A to 8, then P."""
    return rank == "P", rank


def implausible(figures: Figures) -> Section:
    """Signs of a wrong link or a wrong record among the linked events."""

    def row(sign: str) -> tuple[str, ...]:
        figure = figures.cell("implausible", "month", figures.period, sign)
        return (SIGNS[sign], figure.count, figure.percent)

    known = any(row.table == "implausible" for row in figures.rows)
    return Section(
        "Linked events that cannot be, or hardly",
        ("Sign", "Events", "Share of linked"),
        tuple(row(sign) for sign in SIGNS) if known else (),
    )
