"""linkage explain JOB EVENT"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, UnsafeDebug, surroundings
from linkage.config.load import load_job
from linkage.explanation import FIELDS, Explanation, explain

NAME = "explain"

RELATION_HEAD = f"  {'relation':<22}{'source':<8}{'starts':>14}{'provider':>12}"


def command(
    job_file: JobFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="An event_id, or SITE/ACCESSION.")],
    as_json: Json = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Say why one event of the current release is linked, under review or unlinked. Tells no identifier.

    Example: linkage explain job.toml RXA01/0065401
    """
    found = explain(load_job(job_file), event, surroundings(unsafe_debug=unsafe_debug))
    typer.echo(json.dumps(as_result(found)) if as_json else explanation_text(found))


def as_result(found: Explanation) -> dict[str, object]:
    """For --json."""
    return {
        "event_id": found.event_id,
        "release": found.release,
        **found.link,
        "rank_meaning": found.rank_meaning,
        "reason_meaning": found.reason,
        "relations": [dict(relation) for relation in found.relations],
    }


def explanation_text(found: Explanation) -> str:
    """A few lines for a reader."""
    link = found.link
    rank = f" at rank {link['match_rank']}" if link["match_rank"] else ""
    lines = [f"{found.event_id}, {link['test_month']}, release {found.release}: {link['status']}{rank}"]
    if found.rank_meaning:
        lines.append(f"  rank {link['match_rank']}: {found.rank_meaning}")
    lines.append(f"  because {found.reason}")
    agreement = [
        f"{field.replace('_', ' ')} {link[f'{field}_agreement']}"
        for field in FIELDS
        if link[f"{field}_agreement"]
    ]
    if agreement:
        lines.append(f"  {', '.join(agreement)}")
    lines.append(
        f"  candidate people {link['candidate_people']}, weight {number(link['match_weight'], 2)},"
        f" probability {number(link['match_probability'], 4)},"
        f" runner-up {number(link['runner_up_probability'], 4)}"
    )
    if found.relations:
        lines += ["", RELATION_HEAD]
    for relation in found.relations:
        mark = "* " if relation["is_primary"] else "  "
        provider = {True: "the same", False: "another", None: ""}[relation["same_provider"]]  # type: ignore[index]
        lines.append(
            f"{mark}{relation['relation']:<22}{relation['episode_source'] or '':<8}"
            f"{starts(relation['days_from_test']):>14}{provider:>12}"
        )
    if found.relations:
        lines.append("* the relation to count")
    return "\n".join(lines)


def number(value: object, digits: int) -> str:
    """A number with so many digits, or that there is none."""
    return "none" if value is None else f"{float(str(value)):.{digits}f}"


def starts(days: object) -> str:
    """When a record starts, seen from the test."""
    if days is None:
        return ""
    away = int(str(days))
    if away == 0:
        return "the same day"
    return f"{abs(away)} day{'' if abs(away) == 1 else 's'} {'after' if away > 0 else 'before'}"
