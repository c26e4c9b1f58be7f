"""model: the one that the job names, or none is needed."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.job_file import CHECK as JOB_FILE
from linkage.commands.plan.month_plan import planned_model
from linkage.config.load import load_rules
from linkage.session.finding import Warned
from linkage.steps.probabilistic.model.versions import versions_told


def model(subject: Subject) -> str:
    """Its name; a run needs it, a first training does not. It may be of other versions."""
    rules = load_rules(subject.job)
    found, told = planned_model(subject.job, rules)
    if rules.p is not None and found is None:
        raise Warned(told)
    if found and (others := versions_told(found)):
        raise Warned(others)
    return told


CHECK = Check(
    name="model",
    place=1100,
    meaning="The model is there where the rules need one, and is as it was trained.",
    look=model,
    needs=(JOB_FILE,),
)
