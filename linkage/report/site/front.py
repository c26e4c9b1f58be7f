"""The page that leads to the others."""

from dataclasses import dataclass

from linkage.report.template import rendered


@dataclass(frozen=True)
class Leads:
    """A page of the folder: what it is called, and where it lies; no address where there is none."""

    text: str
    href: str


@dataclass(frozen=True)
class ListedRelease:
    """A line of the front page."""

    number: str
    month: str
    """The month that it ran."""
    finished: str
    changed: str
    """What it changed against the release before, in words: internal, for it tells of people who opted out."""
    sign_offs: str
    is_current: bool
    pages: tuple[Leads, ...]


@dataclass(frozen=True)
class Front:
    """What the front page says."""

    job_name: str
    contact: str | None
    releases: tuple[ListedRelease, ...]
    """The latest first."""
    providers: tuple[Leads, ...]
    others: tuple[Leads, ...]
    is_shareable: bool
    marking: str = ""


def render_front(front: Front) -> str:
    """The front page as HTML."""
    return rendered("site.html", shareable=front.is_shareable, front=front)
