"""Windows: how many days may lie between an event and the record it belongs with, a setting for each of a relation."""

from typing import TYPE_CHECKING

from pydantic import Field, create_model

from linkage.config.setting import Strict
from linkage.relations.every import WINDOWS
from linkage.relations.relation import Days


class WindowsTable(Strict):
    """Days within which an event and an episode belong together."""

    @property
    def days(self) -> Days:
        """The days of every window."""
        return {window: getattr(self, window.name) for window in WINDOWS}

    @property
    def words(self) -> str:
        """Every window with its days, as the data dictionary has them beside the relations."""
        days = self.days
        return "; ".join(
            f"{relation.name} {days[window]} days ({window.meaning})" for window, relation in WINDOWS.items()
        )


if TYPE_CHECKING:

    class Windows(WindowsTable):
        """The table with a key for every window, which no type checker can know."""

        def __init__(self, **days: int) -> None:
            """Days by the names of windows; the others as they come."""

        def __getattr__(self, name: str) -> int:
            """The days of the window of that name."""
            ...

else:
    Windows = create_model(
        "Windows",
        __base__=WindowsTable,
        __module__=__name__,
        __doc__=WindowsTable.__doc__,
        **{
            window.name: (
                int,
                Field(
                    window.days,
                    ge=window.least,
                    le=window.most,
                    description=f"{relation.name}: {window.meaning}.",
                ),
            )
            for window, relation in WINDOWS.items()
        },
    )
