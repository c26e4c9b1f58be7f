"""How far months move with the choices of the linkage: pages that were asked for, taken over into the folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from linkage.commands.sensitivity.kept_page import FOLDER, kept_pages
from linkage.release import disk
from linkage.release.layout import Layout
from linkage.release.listed import Listed
from linkage.report.site.front import Leads


def sensitivity_pages(layout: Layout, releases: Sequence[Listed], target: Path) -> Iterator[Leads]:
    """A page a month; one whose month was linked again since says so. `releases` come the latest first."""
    for page in kept_pages(layout, [one.manifest.release for one in releases]):
        place = f"{FOLDER}/{page.month}.html"
        disk.make_folder((target / place).parent)
        disk.link_or_copy(page.path, target / place)
        later = [
            one.manifest.release
            for one in releases
            if one.manifest.release > page.release and one.manifest.counts_of(page.month) is not None
        ]
        since = f"; {page.month} was linked again since, in release {later[0]}" if later else ""
        yield Leads(
            f"How far {page.month} moves with target, ranks and profile, beside release {page.release}{since}",
            place,
        )
