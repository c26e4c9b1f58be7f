"""What a run works with: the files the job names, a locked-down engine that reaches only them, and the rules."""

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass

from linkage import __version__
from linkage.config.job import Job
from linkage.config.paths import expand
from linkage.config.rules import Rules
from linkage.config.sources import DeathsTable, DidTable, HesTable, LookupTable
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import ConfigError
from linkage.inputs.source import Source
from linkage.keys import Key, find_key
from linkage.probabilistic.coverage import check_blocks
from linkage.probabilistic.evidence.weigh import check_evidence
from linkage.probabilistic.model import Model, read_model
from linkage.release.layout import Layout
from linkage.supplied_lists import ignored_postcodes, opted_out_numbers


@dataclass(frozen=True)
class Lists:
    """What the user supplied besides the two data sets."""

    ignored_postcodes: tuple[str, ...]
    opted_out_numbers: tuple[str, ...]


def sources(job: Job) -> tuple[Source, ...]:
    """Every data set of the job with its files; InputError for a glob that matches nothing."""
    found = [source(job, "did", "did", job.did)]
    found += [source(job, name, f"hes.{name}", table) for name, table in job.hes.supplied().items()]
    if job.deaths is not None:
        found.append(source(job, "deaths", "deaths", job.deaths))
    found += [source(job, name, f"lookups.{name}", table) for name, table in job.lookups.supplied().items()]
    return tuple(found)


def source(
    job: Job, dataset: str, key: str, table: DidTable | HesTable | DeathsTable | LookupTable
) -> Source:
    """One data set as the table `key` of the job file describes it."""
    return Source(
        dataset=dataset,
        files=tuple(expand(job.folder, table.paths, key=f"{key}.paths")),
        delimiter=table.delimiter,
        names=table.columns,
        person_id=table.person_id if isinstance(table, HesTable | DeathsTable) else None,
        column_order=table.column_order if isinstance(table, HesTable) else (),
        root=job.folder,
        max_damaged_key_share=table.max_damaged_key_share,
    )


def lists(job: Job) -> Lists:
    """The supplied lists, read and checked."""
    ignored = expand(job.folder, job.linkage.ignore_postcodes, key="linkage.ignore_postcodes")
    opt_outs = expand(job.folder, job.opt_outs.paths, key="opt_outs.paths") if job.opt_outs else []
    return Lists(ignored_postcodes(ignored), opted_out_numbers(opt_outs))


def model(job: Job, rules: Rules) -> Model | None:
    """The model of a profile with rank P; ConfigError, naming `linkage train`, when there is none to read."""
    if rules.p is None:
        return None
    if job.model_path is None:
        raise ConfigError(
            f"profile {rules.name} has a probabilistic stage: name a model file under [linkage] model, "
            "then run `linkage train` to write it"
        )
    found = read_model(job.model_path)
    check_blocks(found, rules.p)
    check_evidence(found.evidence, job.linkage.evidence)
    return found


def open_engine(job: Job, layout: Layout, found: tuple[Source, ...], *, unsafe_debug: bool) -> DuckDBEngine:
    """An engine whose working tables and spill lie in work/ and which reaches only the inputs and the output."""
    spill = job.folder / job.duckdb.spill if job.duckdb.spill else layout.work / "spill"
    folders = {file.parent.resolve() for source in found for file in source.files}
    return DuckDBEngine(
        Session(
            folders=(*sorted(folders), layout.output.resolve(), spill.resolve()),
            database=layout.work / "tables.duckdb",
            spill=spill,
            memory_limit=job.duckdb.memory_limit,
            threads=job.duckdb.threads,
            unsafe_debug=unsafe_debug,
        )
    )


def fingerprint(
    digests: dict[str, str], job: Job, rules: Rules, used: Model | None, supplied: Lists, key: Key
) -> dict[str, str]:
    """
    What a month was made from, by name: when all are as they were, a run has nothing to do.

    The lists are digested with the job's key: a short list of NHS numbers could be found again from a plain hash.
    """
    settings = job.model_dump(
        mode="json",
        exclude={
            "duckdb": True,
            "report": True,
            "gates": True,
            "keys": True,
            "outputs": {"disclosure", "custom"},
            "lookups": {"provider_names"},
        },
    )
    return {
        "inputs": key.digest("inputs", _text(sorted(digests.items()))),
        "job": key.digest("job", _text(settings)),
        "rules": rules_digest(rules, key),
        "lists": key.digest("lists", _text([supplied.ignored_postcodes, supplied.opted_out_numbers])),
        "model": used.model_id if used else "none",
        "version": __version__,
    }


def rules_digest(rules: Rules, key: Key) -> str:
    """The rules of a month as its fingerprint has them."""
    return key.digest("rules", _text(rules.model_dump(mode="json")))


def pseudonym_key(job: Job, layout: Layout, environment: Mapping[str, str]) -> Key:
    """The secret of the job's pseudonyms, made on the first run when the job names none."""
    setting = job.keys.pseudonym if job.keys else None
    return find_key(setting, folder=job.folder, state=layout.state, environment=environment)


def existing_key(job: Job, layout: Layout, environment: Mapping[str, str]) -> Key:
    """The same for a command that writes nothing: ConfigError where a run would make a key, or make it again."""
    if job.keys is None and not (layout.state / "pseudonym.key").exists():
        raise ConfigError(
            f"the pseudonym key is not in {layout.state}; restore it from a backup, or name it under [keys] pseudonym"
        )
    return pseudonym_key(job, layout, environment)


def last_day(month: str) -> str:
    """The last day of a month (YYYY-MM) as YYYY-MM-DD."""
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{monthrange(year, number)[1]:02}"


def _text(described: object) -> str:
    return json.dumps(described, sort_keys=True)
