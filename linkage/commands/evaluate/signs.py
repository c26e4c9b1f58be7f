"""Signs of a wrong link against known truth: how often each is told, and how often the link is wrong then."""

from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.words.names import DOUBTS


@dataclass(frozen=True)
class SignOfDoubt:
    """One sign, among linked events."""

    sign: str
    told: int
    """Linked events that bear it."""
    wrong: int
    """Of these, those whose person is not the true one: the others are false alarms."""


def signs_of_doubt(engine: Engine) -> tuple[SignOfDoubt, ...]:
    """judged, released_events -> every sign of a wrong link, and last that of any, told or not."""
    any_sign = " or ".join(DOUBTS)
    counted = ", ".join(
        f"count(case when {sign} then 1 end), count(case when ({sign}) and not is_right then 1 end)"
        for sign in (*DOUBTS, any_sign)
    )
    found = engine.rows(f"""
        select {counted}
        from judged
        join released_events as events on events.event_id = judged.event_id
        where judged.status = 'linked'""")[0]
    counts = [as_whole(count) for count in found]
    return tuple(
        SignOfDoubt(sign, told, wrong)
        for sign, told, wrong in zip((*DOUBTS, "any"), counts[::2], counts[1::2], strict=True)
    )
