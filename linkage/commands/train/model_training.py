"""Training from the outside: lock, read every month the job's files hold, learn, write the model file and its page."""

from collections.abc import Callable
from dataclasses import replace

from linkage.commands.train.learning import train
from linkage.commands.train.trained_files import refuse_to_replace
from linkage.commands.train.training_report import write_training_page
from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import RankP, Rules
from linkage.errors import ConfigError
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.recover import clear_left, clear_work
from linkage.session.on_spark import clear_spark, refuse_unready
from linkage.session.places import page_path, try_model
from linkage.session.run_inputs import job_inputs
from linkage.session.sources import sources
from linkage.session.stages import Stages
from linkage.session.surroundings import Surroundings
from linkage.session.tidied_cache import tidy_cache
from linkage.session.usable_files import Usable, going_on
from linkage.session.workspace import lists, open_engine, pseudonym_key
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.source import Source
from linkage.steps.probabilistic.model.model import Model


def train_job(job: Job, around: Surroundings, *, force: bool) -> Model:
    """
    Train the job's model and write its file, and the page of its training beside it.

    Raises ConfigError when the profile has no rank P, names no model file, or the file or the page exists and
    `force` is not given, or is not one that a training wrote; InputError when the files hold no event, too few NHS
    numbers to learn from, or nothing of a field that is compared.
    """
    refuse_unready(job)
    rules = load_rules(job)
    stage = rules.p
    if stage is None:
        raise ConfigError(f"profile {rules.name} has no probabilistic stage, so there is nothing to train")
    if job.model_path is None:
        raise ConfigError("name the file to write under [linkage] model, for example models/hes_did.json")
    page = page_path(job.model_path)
    try_model(job.model_path)
    refuse_to_replace(str(job.linkage.model), job.model_path, page, force=force)

    def learn(usable: Usable, warn: Callable[[str], None]) -> Model:
        return learnt(job, rules, stage, replace(around, warn=warn), usable.sources)

    model = going_on(job, sources(job), learn, around.warn)
    model.write(job.model_path)
    write_training_page(model, page)
    return model


def learnt(job: Job, rules: Rules, stage: RankP, around: Surroundings, found: tuple[Source, ...]) -> Model:
    """The model that these files teach; BadFileError for one that turns out not to be usable while it is read."""
    supplied, layout = lists(job), Layout(job.output)
    with hold(layout):
        clear_left(layout, around.warn)
        key = pseudonym_key(job, layout, around.environment)
        inputs = job_inputs(
            job,
            rules,
            None,
            key,
            found=found,
            supplied=supplied,
            digests=fingerprints(found),
            warn=around.warn,
        )
        engine = open_engine(job, layout, found, unsafe_debug=around.unsafe_debug)
        try:
            model = train(engine, Stages(engine, around.progress, around.seconds), inputs, stage)
        finally:
            engine.close()
            clear_work(layout)
            clear_spark(job, layout)
        tidy_cache(job, inputs)
    return model
