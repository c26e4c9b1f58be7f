"""Steps and questions of a run, each made or asked unless a broken run has done so."""

from collections.abc import Callable, Sequence

from linkage.commands.resume.step_text import given, steps_text
from linkage.commands.resume.whole_steps import WholeSteps
from linkage.commands.run.job import run
from linkage.common_steps import Step
from linkage.engine.base import Engine
from linkage.engine.late import late_items
from linkage.release.broken_run import WholeStep
from linkage.session.stages import Stage, Stages


def run_or_pass(
    whole: WholeSteps,
    engine: Engine,
    stages: Stages,
    steps: Sequence[Step],
    of: Sequence[str] = (),
    month: str | None = None,
) -> None:
    """
    Make the steps in order, but those that are whole; `of` is what they are given besides tables and settings.

    `month` is told to the user where it is not the same for every month.
    """
    for step in steps:
        name = f"{step.name} of {month}" if month else step.name
        digest = whole.digest(name, steps_text((step,)), *of)
        if found := whole.passed(name, digest):
            for item in late_items(step.items):
                item.make(engine)
            stages.finished.append(Stage(step.name, found.rows_in, found.rows_out, found.seconds))
            continue
        whole.begin()
        heard, there, used = len(whole.heard), whole.there(), set(whole.entries())
        run(engine, stages, (step,))
        stage = stages.finished[-1]
        whole.done(
            WholeStep(
                name=name,
                digest=digest,
                tables=whole.rows_of(given(step.items, whole.there() - there)),
                rows_in=stage.rows_in,
                rows_out=stage.rows_out,
                seconds=stage.seconds,
                told=tuple(whole.heard[heard:]),
                entries=tuple(name for name in whole.entries() if name not in used),
            )
        )


def worked_out(
    whole: WholeSteps, name: str, of: Sequence[str], work: Callable[[], int | None], gives: Sequence[str] = ()
) -> int:
    """What `work` answers, or has answered before the run was broken off; `gives` are tables that it leaves."""
    digest = whole.digest(name, *of)
    found = whole.passed(name, digest)
    if found is None:
        whole.begin()
        answer = work()
        found = WholeStep(name=name, digest=digest, tables=whole.rows_of(gives), answer=answer)
        whole.done(found)
    return int(found.answer or 0)
