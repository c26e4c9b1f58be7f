"""current release: the one that readers are shown is whole, by its manifest, and was made before now."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.release import verify
from linkage.release.history import current
from linkage.release.problem import Problem, refuse
from linkage.release.record.clock import finished_after
from linkage.session.finding import Warned


def current_release(subject: Subject) -> str:
    """Its number and months. Reads no table: `linkage releases verify` does."""
    layout = subject.layout
    described = current(layout)
    if described is None:
        return "none yet"
    problems = verify.pointer_problems(layout) + verify.journal_problems(layout, described.release)
    problems += [Problem(path, "is missing") for path in layout.home.lacks(layout, described)]
    refuse(problems, described.release)
    now = subject.around.now()
    if described.release in finished_after(layout, now):
        raise Warned(
            f"release {described.release} was made at {described.finished:%Y-%m-%d %H:%M}, after now "
            f"({now:%Y-%m-%d %H:%M}): set the clock, or, if it was ahead then and is right now, say so once: "
            '`linkage releases clock-ahead JOB --reason "..."`'
        )
    return f"{described.release}, months {', '.join(described.months)}"


CHECK = Check(
    name="current release",
    place=1800,
    meaning="The release that readers are shown is whole, and was made before now.",
    look=current_release,
    needs=(JOB_FILE,),
)
