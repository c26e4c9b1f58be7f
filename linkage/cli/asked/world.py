"""The synthetic world: part of the installed program, and in a checkout the folder `synthetic/` beside it."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING or find_spec("linkage.synthetic") is None:
    from synthetic.dials import CARE
    from synthetic.files.eventful_year import FORGETFUL, WITHOUT_NUMBERS, EventfulYear, eventful_year
    from synthetic.settings import WorldSettings
    from synthetic.world import make_world
else:
    from linkage.synthetic.dials import CARE
    from linkage.synthetic.files.eventful_year import FORGETFUL, WITHOUT_NUMBERS, EventfulYear, eventful_year
    from linkage.synthetic.settings import WorldSettings
    from linkage.synthetic.world import make_world

__all__ = [
    "CARE",
    "FORGETFUL",
    "WITHOUT_NUMBERS",
    "EventfulYear",
    "WorldSettings",
    "eventful_year",
    "make_world",
]
