"""An output folder that is itself where releases are published: second names, links and modes are the file system's."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from linkage.release import disk
from linkage.release.record.file import File
from linkage.release.record.manifest import Manifest

if TYPE_CHECKING:
    from linkage.release.content.draft import Draft
    from linkage.release.layout import Layout
    from linkage.release.store.keys import Placed


class FolderHome:
    """Nothing has to be brought or sent; the moment of a release is that of the link `current`."""

    def trial(self) -> None:
        """The folder is tried as one."""

    def held(self, layout: "Layout") -> AbstractContextManager[None]:
        """The folder's own lock is all there is."""
        return nullcontext()

    def wait(
        self, layout: "Layout", until: float, seconds: Callable[[], float], tell: Callable[[str], None]
    ) -> None:
        """Likewise."""

    def look(self, layout: "Layout") -> None:
        """It is what is published."""

    def bring(self, layout: "Layout", number: str, *parts: str, afresh: bool = False) -> None:
        """All of it is there."""

    def lacks(self, layout: "Layout", manifest: Manifest) -> list[str]:
        """Looked for in its folder."""
        folder = layout.release(manifest.release)
        return [file.path for file in manifest.files if not (folder / file.path).is_file()]

    def named(self, previous: Manifest | None, files: Sequence[File]) -> tuple[File, ...]:
        """Each release has its own names for all its files."""
        return tuple(files)

    def send(self, draft: "Draft", manifest: Manifest) -> None:
        """A draft moves by its own."""

    def show(self, layout: "Layout", number: str | None) -> None:
        """Let `current` and current.txt lead to release `number`, or to none."""
        if number is None:
            for path in (layout.current_link, layout.current_text):
                if path.is_symlink() or path.is_file():
                    disk.remove(path)
        else:
            target = f"{layout.releases.name}/{number}"
            disk.replace_link(layout.current_link, target, draft=layout.work / "current.draft")
            disk.replace(layout.current_text, f"{target}\n".encode(), draft=layout.work / "current.txt.draft")
        disk.sync(layout.output)

    def noted(self, layout: "Layout") -> None:
        """The line is on disk."""

    def keep(self, layout: "Layout", path: Path) -> None:
        """So is the file."""

    def clear(self, layout: "Layout", number: str) -> None:
        """The folders of it are removed by their names."""

    def remove(self, layout: "Layout", number: str) -> None:
        """Likewise."""

    def tidy(self, layout: "Layout") -> None:
        """Nothing lies there but in folders of releases."""

    def placed(self, layout: "Layout", number: str) -> Sequence["Placed"] | None:
        """As they lie on disk."""
        return None


FOLDER = FolderHome()
