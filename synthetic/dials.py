"""How far each rate of error may be turned up in the settings of a world."""

from collections.abc import Mapping

SHARES: Mapping[str, float] = {
    "other_number": 0.1,
    "copied_records": 0.2,
    "copied_dates": 0.2,
    "default_dates": 0.2,
    "undated_people": 0.2,
    "day_first_dates": 0.2,
    "impossible_dates": 0.2,
    "sex_blank_with_error": 1.0,
}
"""Settings that are shares, each with the largest allowed."""

TIMES: Mapping[str, float] = {
    "number_missing_times": 10.0,
    "relatives_numbers": 5.0,
    "date_errors": 20.0,
    "day_errors": 20.0,
    "month_errors": 20.0,
    "year_errors": 20.0,
    "postcode_errors": 20.0,
}
"""Settings that multiply a published rate, each with the largest allowed."""


def problems_of_dials(settings: object) -> list[str]:
    """What is wrong with the dials of some settings, each by its name."""
    kinds = [("share", name, most) for name, most in SHARES.items()]
    kinds += [("number", name, most) for name, most in TIMES.items()]
    return [
        f"{name}: give a {kind} from 0 to {most:g}"
        for kind, name, most in kinds
        if not 0 <= getattr(settings, name) <= most
    ]
