"""A release in an object store, brought into a folder to be opened there."""

import re
from pathlib import Path

from linkage.errors import ConfigError
from linkage.release.layout import NUMBER, Layout
from linkage.release.store.keys import RELEASE

OF_A_RELEASE = re.compile(rf"(?P<output>.+)/releases/(?P<number>{NUMBER.pattern})")


def fetched_release(
    address: str, folder: Path, config: tuple[tuple[str, str], ...] = (), *, allow_http: bool = False
) -> Path:
    """
    The folder of a release below `folder`, which holds a copy of the output at `address`, or comes to.

    The address is that of an output, for the release that readers are shown, or that of a release in one. ConfigError
    where there is none, or the client is not installed; ResourceError where the store does not let it be read.
    """
    from linkage.release.homes.opened import home_at  # noqa: PLC0415 - only addresses need it

    asked = OF_A_RELEASE.fullmatch(address)
    output = asked["output"] if asked else address
    layout = Layout(folder, home_at(output, config, allow_http=allow_http))
    layout.home.look(layout)
    number = asked["number"] if asked else layout.current()
    if number is None:
        raise ConfigError(
            f"nothing has been published in {output} yet; run a month first: `linkage run JOB --month YYYY-MM`"
        )
    if number not in layout.published():
        raise ConfigError(f"there is no release {number} in {output}; `linkage releases list` shows them")
    layout.home.bring(layout, number, RELEASE)
    return layout.release(number)
