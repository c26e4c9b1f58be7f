"""The chapter on care around the imaging: patients, kinds of imaging, waits, and checks of the person."""

from linkage.report.chapters.chapter import Chapter
from linkage.report.figures import Figures, count, share, value, whole
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable

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
    "mothers_number": "A baby's, under the number of its mother",
    "sex_impossible": "An examination of the other sex",
    "any": "Any of these",
}


def care_chapter(figures: Figures) -> Chapter:
    """Every table that has a row."""
    found = (
        patients(figures),
        modalities(figures),
        waits(figures),
        concordance(figures),
        implausible(figures),
    )
    return Chapter("care", "Care around the imaging", tuple(table for table in found if table.rows))


def patients(figures: Figures) -> ShownTable:
    """Patients seen in each setting, and how many of them had imaging in the month."""

    def row(setting: str) -> tuple[ShownCell, ...]:
        everybody, imaged, without, there = (
            figures.cell("patients_by_setting", "setting", setting, measure)
            for measure in ("patients", "with_imaging", "without_imaging", "with_imaging_in_setting")
        )
        return (
            SETTINGS[setting],
            count(everybody),
            count(imaged),
            count(without),
            share(imaged),
            share(there),
        )

    known = figures.categories("patients_by_setting", "setting")
    return ShownTable(
        "patients_by_setting",
        "Patients seen in hospital in the month, with and without imaging",
        (
            ShownColumn("Setting"),
            *(ShownColumn(name, Kind.COUNT) for name in ("Patients", "With imaging", "Without")),
            ShownColumn("Share with imaging", Kind.SHARE),
            ShownColumn("With imaging there", Kind.SHARE),
        ),
        tuple(row(setting) for setting in SETTINGS if setting in known),
    )


def modalities(figures: Figures) -> ShownTable:
    """Each kind of imaging by the setting it belongs to: examinations."""
    table = "modality_by_setting"
    settings = [name for name in SETTINGS if name in figures.breakdowns(table)]
    kinds = sorted({kind for name in settings for kind in figures.categories(table, name)})

    def examinations(setting: str, kind: str) -> ShownCell:
        """How many; a kind without a row in a setting that has others had none there."""
        known = figures.has(table, setting, kind, "examinations")
        return count(figures.cell(table, setting, kind, "examinations")) if known else 0

    return ShownTable(
        table,
        "Examinations by kind and hospital setting, repeats left out",
        (ShownColumn("Kind"), *(ShownColumn(SETTINGS[name], Kind.COUNT) for name in settings)),
        tuple((kind, *(examinations(name, kind) for name in settings)) for kind in kinds),
    )


QUARTERS = ("A quarter", "Half", "Three quarters", "Nine in ten")
"""The percentiles that are shown, in words."""


def waits(figures: Figures) -> ShownTable:
    """The six waits over everything, in whole days."""

    def row(wait: str) -> tuple[ShownCell, ...]:
        def days(measure: str) -> ShownCell:
            found = value(figures.cell("waits", "month", figures.period, f"{wait}.{measure}"))
            return round(found) if isinstance(found, float) else found

        median, within, negative = (
            figures.cell("waits", "month", figures.period, f"{wait}.{measure}")
            for measure in ("p50", "within_42", "negative")
        )
        percentiles = (days(f"p{percent}") for percent in (25, 50, 75, 90))
        events = whole(median) if median.denominator is not None else whole(within)
        return (WAITS[wait], events, *percentiles, share(within), count(negative))

    known = {row.measure.partition(".")[0] for row in figures.of("waits") if row.breakdown == "month"}
    return ShownTable(
        "waits",
        "Waits in whole days",
        (
            ShownColumn("Wait"),
            ShownColumn("Events", Kind.COUNT),
            *(ShownColumn(f"{share} waited at most", Kind.COUNT) for share in QUARTERS),
            ShownColumn("Within six weeks", Kind.SHARE),
            ShownColumn("Events with the dates the wrong way round", Kind.COUNT),
        ),
        tuple(row(wait) for wait in WAITS if wait in known),
    )


def concordance(figures: Figures) -> ShownTable:
    """By rank: how often the person's records show what the event's setting says."""

    def row(rank: str) -> tuple[ShownCell, ...]:
        any_of, primary = (
            figures.cell("concordance", "match_rank", rank, measure)
            for measure in ("concordant", "concordant_primary")
        )
        return (rank, whole(any_of), share(any_of), share(primary))

    return ShownTable(
        "concordance",
        "Linked events whose person was where the event's setting says, by rank",
        (
            ShownColumn("Rank"),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("A record says so", Kind.SHARE),
            ShownColumn("The record that counts says so", Kind.SHARE),
        ),
        tuple(row(rank) for rank in sorted(figures.categories("concordance", "match_rank"), key=strength)),
    )


def strength(rank: str) -> tuple[bool, str]:
    """Ranks as they are read: 1A to 8, then P."""
    return rank == "P", rank


def implausible(figures: Figures) -> ShownTable:
    """Signs of a wrong link or a wrong record among the linked events."""

    def row(sign: str) -> tuple[ShownCell, ...]:
        figure = figures.cell("implausible", "month", figures.period, sign)
        return (SIGNS[sign], count(figure), share(figure))

    known = [sign for sign in SIGNS if figures.has("implausible", "month", figures.period, sign)]
    return ShownTable(
        "implausible",
        "Linked events that cannot be, or hardly",
        (ShownColumn("Sign"), ShownColumn("Events", Kind.COUNT), ShownColumn("Share of linked", Kind.SHARE)),
        tuple(map(row, known)),
    )
