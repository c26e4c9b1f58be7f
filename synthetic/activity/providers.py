"""Twelve trusts with one to three sites each, three more for other care, and which of them a person goes to."""

from datetime import date

from ..codes import listed
from ..draws import Draws

TRUSTS = ("RZ1", "RZ2", "RZ3", "RZ4", "RZ5", "RZ6", "RZ7", "RZ8", "RZ9", "RZA", "RZB", "RZC")
"""Codes in the shape of NHS trusts. Trust n serves postcode area n."""

WARDS = ("TZ1", "TZ2", "TZ3")
"""Trusts for mental health and community care, in the order after the others; nobody is imaged there."""

MERGED, INTO, MERGED_ON = 11, 10, date(2019, 4, 1)
"""The trust that another takes over, with the day. Its sites keep their codes, and its old records theirs."""

HOME_SHARE = 0.82
NEXT_SHARE = 0.12
"""Shares of contacts at a person's own trust and at the next one; the rest are anywhere. Our choice."""


def trust_drawn_sql(draws: Draws, name: str, home: str, *entity: str) -> str:
    """The trust, 0 to 11, of one contact of a person whose own trust is `home`."""
    rest = f"(u - {HOME_SHARE + NEXT_SHARE}) / {1 - HOME_SHARE - NEXT_SHARE!r}"
    return (
        f"list_transform([{draws.unit(name, *entity)}], lambda u: case when u < {HOME_SHARE} then {home}"
        f" when u < {HOME_SHARE + NEXT_SHARE} then ({home} + 1) % {len(TRUSTS)}"
        f" else least(cast(floor({rest} * {len(TRUSTS)}) as bigint), {len(TRUSTS) - 1}) end)[1]"
    )


def another_trust_sql(draws: Draws, name: str, trust: str, *entity: str) -> str:
    """A trust other than `trust`."""
    return f"(({trust} + {draws.whole(name, 1, len(TRUSTS) - 1, *entity)}) % {len(TRUSTS)})"


def site_drawn_sql(draws: Draws, name: str, trust: str, *entity: str) -> str:
    """Which site of a trust, counted from 1: trusts have one, two or three."""
    return draws.whole(name, 1, f"(1 + {trust} % 3)", *entity)


def trust_code_sql(trust: str) -> str:
    """Three-character code of a trust."""
    return f"[{listed((*TRUSTS, *WARDS))}][{trust} + 1]"


def ward_trust_sql(area: str) -> str:
    """The trust for mental health and community care where the trust `area` is."""
    return f"({len(TRUSTS)} + {area} % {len(WARDS)})"


def provider_code_sql(trust: str, day: str, merged: float) -> str:
    """Code of the trust that answers for `trust` on a day: of the one that took it over, if any did by then."""
    own = trust_code_sql(trust)
    if not merged:
        return own
    return (
        f"case when {trust} = {MERGED} and {day} >= date '{MERGED_ON}' then '{TRUSTS[INTO]}' else {own} end"
    )


def site_code_sql(trust: str, site: str) -> str:
    """Five-character code of a site: the trust's code and two more."""
    return f"concat({trust_code_sql(trust)}, '0', {site})"


def sites_of(trust: int) -> tuple[str, ...]:
    """The codes of the old form of a trust's sites."""
    return tuple(f"{TRUSTS[trust]}0{site}" for site in range(1, 2 + trust % 3))
