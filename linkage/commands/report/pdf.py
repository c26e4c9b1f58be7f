"""The page of a report as a PDF, printed by a browser that is on the machine: none comes with the program."""

import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from linkage.errors import ConfigError, ResourceError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""Programs that print a page without a screen, in the order in which they are looked for."""
SECONDS = 300
"""A page that takes longer is given up."""


def browser_found() -> Path:
    """The first browser on the PATH; ConfigError, with what to do, where there is none."""
    for name in BROWSERS:
        if found := which(name):
            return Path(found)
    raise ConfigError(
        f"--pdf needs a browser, and none of {', '.join(BROWSERS)} is on the PATH: install one, or print index.html "
        "from any browser; its pages are laid out for A4"
    )


def print_page(browser: Path, page: Path) -> Path:
    """`page` -> a PDF beside it; ResourceError where the browser does not write one."""
    target = page.with_suffix(".pdf")
    target.unlink(missing_ok=True)
    with TemporaryDirectory() as profile:
        try:
            ended = subprocess.run(  # noqa: S603 - a browser of the PATH, and a page of ours
                [
                    *(str(browser), "--headless", "--disable-gpu", "--no-sandbox", "--no-pdf-header-footer"),
                    *(
                        "--disable-extensions",
                        "--disable-background-networking",
                        f"--user-data-dir={profile}",
                    ),
                    *(f"--print-to-pdf={target.resolve()}", page.resolve().as_uri()),
                ],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            ended = None
    if ended is None or ended.returncode or not target.is_file():
        raise ResourceError(
            f"{browser.name} did not print {page.name}: the report itself is written; print it from a browser by hand"
        )
    return target
