"""Sites with codes of the form in use since October 2020, which do not show their trust; and the lookup that does."""

import hashlib
from collections.abc import Mapping
from string import ascii_uppercase

from ..activity.providers import INTO, MERGED, TRUSTS, sites_of
from ..codes import by_code
from ..written.layout import Layout

COLUMNS = ("SITE_CODE_IMAGING", "SITETRET", "SITE_CODE_OF_TREATMENT", "site_code")
"""Columns of the files that hold a site's code."""


def new_codes(share: float, seed: int) -> dict[str, str]:
    """Code of the old form -> of the new one, for so large a share of the sites."""
    sites = [site for place in range(len(TRUSTS)) for site in sites_of(place)]
    drawn = sorted(sites, key=lambda site: hashlib.sha256(f"{seed} new site {site}".encode()).digest())
    return {site: new_code(place) for place, site in enumerate(sorted(drawn[: round(share * len(sites))]))}


def new_code(place: int) -> str:
    """
    A letter, a digit, a letter, a digit, a letter: another for every place below 26.

    >>> new_code(0), new_code(1)
    ('A0A0A', 'B1H3L')
    """
    letters = [ascii_uppercase[place * step % len(ascii_uppercase)] for step in (1, 7, 11)]
    return f"{letters[0]}{place % 10}{letters[1]}{place * 3 % 10}{letters[2]}"


def shown_sites(columns: Mapping[str, str], share: float, seed: int) -> Mapping[str, str]:
    """The columns of a file, those that hold a site's code as it is sent."""
    shown = {old: f"'{new}'" for old, new in new_codes(share, seed).items()}
    return {
        name: f"({by_code(code, shown, code)})" if shown and name in COLUMNS else code
        for name, code in columns.items()
    }


def sites_layout(share: float, seed: int, merged: float) -> Layout | None:
    """The lookup of the sites whose codes do not show their trust, and of trusts taken over; none without either."""
    rows = [f"('{new}', '{old[:3]}', null)" for old, new in new_codes(share, seed).items()]
    if merged:
        rows.append(f"('{TRUSTS[MERGED]}', null, '{TRUSTS[INTO]}')")
    if not rows:
        return None
    columns = {"SITE": "site", "PROVIDER": "provider", "SUCCESSOR": "successor"}
    source = f"(values {', '.join(rows)}) as sites (site, provider, successor)"
    return Layout(columns, source, "site")
