"""The report's section on wrong and missed links: what is known of them without a label."""

from linkage.report.figures import Figure, Figures

TABLE = "linkage_error"
NOTHING = "not applicable"
BREAKDOWNS = {
    "age_band": "age band",
    "ethnic_group": "ethnic group",
    "deprivation": "deprivation decile",
    "sex": "sex",
    "source_setting": "source setting",
}


def rate(figure: Figure) -> str:
    """An estimate in per cent, three decimals where it is small."""
    if figure.value is None:
        return NOTHING
    share = 100 * figure.value
    return f"{share:.3f}%" if 0 < share < 1 else f"{share:.2f}%"


def number(figure: Figure) -> str:
    """An expected count, with one decimal."""
    return NOTHING if figure.value is None else f"{figure.value:,.1f}"


def holdout_line(figures: Figures, breakdown: str, category: str) -> tuple[str, str, str, str, str]:
    """Category, held-out events, recall, its interval, share of wrong links."""

    def cell(measure: str) -> Figure:
        return figures.cell(TABLE, breakdown, category, f"holdout_{measure}")

    low, high = rate(cell("recall_low")), rate(cell("recall_high"))
    return (
        category,
        cell("events").count,
        rate(cell("recall")),
        NOTHING if NOTHING in (low, high) else f"{low} to {high}",
        rate(cell("false_link_share")),
    )


def holdout_tables(figures: Figures) -> list[tuple[str, list[tuple[str, str, str, str, str]]]]:
    """The hold-out over everything, then by each breakdown."""
    tables = [("all events", "month"), *((title, name) for name, title in BREAKDOWNS.items())]
    found = [
        (
            title,
            [
                holdout_line(figures, breakdown, category)
                for category in figures.categories(TABLE, breakdown)
                if figures.cell(TABLE, breakdown, category, "holdout_events").numerator
            ],
        )
        for title, breakdown in tables
    ]
    return [(title, lines) for title, lines in found if lines]


def expected_lines(figures: Figures) -> list[tuple[str, str]]:
    """What the posteriors expect of the whole month, and what cannot be."""

    def cell(measure: str) -> Figure:
        return figures.cell(TABLE, "month", figures.period, measure)

    impossible = cell("impossible_link_share")
    told = [
        (
            "Links that cannot be: after a death in hospital, or before birth",
            f"{impossible.count} of {impossible.denominator or 0:,}",
        )
    ]
    if cell("expected_missed_links").value is not None:
        told += [
            ("Wrong links expected among those of rank P", number(cell("expected_false_links"))),
            ("As a share of them", rate(cell("expected_false_link_share"))),
            ("True links the threshold costs, expected", number(cell("expected_missed_links"))),
        ]
    return told


def threshold_lines(figures: Figures) -> list[tuple[str, str, str]]:
    """Probability, links had it been the threshold, expected share of wrong ones."""
    return [
        (
            category,
            "{:,.0f}".format(figures.cell(TABLE, "probability", category, "links_at_probability").value or 0),
            rate(figures.cell(TABLE, "probability", category, "expected_false_link_share_at_probability")),
        )
        for category in figures.categories(TABLE, "probability")
    ]


def difference_lines(figures: Figures) -> list[tuple[str, str, str]]:
    """Breakdown, category and standardised difference, the largest ten first."""
    found = [
        (row.breakdown.replace("_", " "), row.category, row.value)
        for row in figures.rows
        if row.table == TABLE and row.measure == "standardised_difference" and row.value is not None
    ]
    largest = sorted(found, key=lambda line: (-abs(line[2]), line[0], line[1]))[:10]
    return [(breakdown, category, f"{value:+.2f}") for breakdown, category, value in largest]
