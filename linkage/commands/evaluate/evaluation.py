"""Links against known truth: precision and recall, overall and by rank, calibration, and relations."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from linkage.commands.evaluate.calibration import (
    CalibrationBand,
    RankCalibration,
    calibration_bands,
    rank_calibration,
)
from linkage.commands.evaluate.relations import Confusion, RelationAgreement, confusions, relation_agreement
from linkage.commands.evaluate.repeats import RepeatAgreement, repeat_agreement
from linkage.commands.evaluate.signs import SignOfDoubt, signs_of_doubt
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.errors import InputError
from linkage.words.key_text import present_sql
from linkage.words.share import Share
from linkage.words.value_id import PAD_COLUMNS, Pads

TRUTH_COLUMNS = ("site_code", "accession_number", "person_id", "relation", "episode_key")
OTHER_KEY, EXAMINATION = "other_episode_key", "examination"
"""May stand beside them: a second record of the same contact, sent twice or still open a year later; and what the
events that are records of one examination have in common, and no others."""
OPTIONAL = (OTHER_KEY, EXAMINATION)


@dataclass(frozen=True)
class Evaluation:
    """What a truth file says of a release. The accuracy of that world, not of any national linkage."""

    events: int
    in_hes: int
    precision: Share
    recall: Share
    precision_by_rank: tuple[Share, ...]
    recall_by_rank: tuple[Share, ...]
    calibration: tuple[CalibrationBand, ...]
    calibration_by_rank: tuple[RankCalibration, ...]
    relations: tuple[RelationAgreement, ...]
    confused: tuple[Confusion, ...]
    signs: tuple[SignOfDoubt, ...]
    repeats: RepeatAgreement | None = None
    """None where the truth does not say which events are of one examination."""
    not_judged: int = 0
    """Events of the truth that are left out, since nobody can say who made people are of theirs."""


def load_truth(engine: Engine, source: Path, pads: Pads) -> int:
    """
    `source` (CSV, a row per event) -> truth (event_id, and the columns named above but the event's key); its rows.

    A truth without the second key has no contact with two records, one without examinations does not judge repeats.
    """
    if not source.is_file():
        raise InputError(f"there is no truth file at {source}; `linkage synth` writes one beside its world")
    text = {name: pa.string() for name in (*TRUTH_COLUMNS, *OPTIONAL)}
    options = pyarrow.csv.ConvertOptions(column_types=text, strings_can_be_null=True, null_values=[""])
    try:
        rows = pyarrow.csv.read_csv(source, convert_options=options)
    except (pa.ArrowInvalid, KeyError):
        raise InputError(f"{source} is not a readable CSV file") from None
    if len(set(rows.column_names)) < len(rows.column_names):
        raise InputError(f"{source} names a column twice; keep one of them")
    missing = [name for name in TRUTH_COLUMNS if name not in rows.column_names]
    if missing:
        raise InputError(f"{source} lacks the columns {', '.join(missing)}; a truth file has {TRUTH_COLUMNS}")
    for name in OPTIONAL:
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.nulls(len(rows), pa.string()))
    engine.load_arrow("truth_row", rows.select([*TRUTH_COLUMNS, *OPTIONAL]))
    engine.load("truth_pad", PAD_COLUMNS, [pads])
    key = "concat(upper(trim(site_code)), chr(31), upper(trim(accession_number)))"
    hashed = engine.dialect.keyed_hash(key, "inner_pad", "outer_pad")
    return engine.create(
        "truth",
        f"select substr({hashed}, 1, 32) as event_id, {present_sql(engine.dialect, 'person_id')} as person_id,"
        f" relation, {present_sql(engine.dialect, 'episode_key')} as episode_key,"
        f" {', '.join(f'{present_sql(engine.dialect, name)} as {name}' for name in OPTIONAL)}"
        " from truth_row cross join truth_pad",
    )


def evaluate(engine: Engine) -> Evaluation:
    """truth, released_links, released_pathways, released_events, scored -> Evaluation."""
    engine.create(
        "judged",
        """
        select links.event_id, links.status,
            coalesce(links.match_rank, case when links.status = 'linked' then 'decision' end) as match_rank,
            truth.person_id as true_person_id,
            links.status = 'linked' and coalesce(links.person_id = truth.person_id, false) as is_right
        from released_links as links
        join truth on truth.event_id = links.event_id""",
    )
    if not engine.scalar("select count(*) from judged"):
        raise InputError(
            "no event of the release is in the truth file; was it made for another world or key?"
        )
    events, linked, right, in_hes = (
        as_whole(n)
        for n in engine.rows("""
        select count(*), count(case when status = 'linked' then 1 end), count(case when is_right then 1 end),
            count(true_person_id)
        from judged""")[0]
    )
    by_rank = engine.rows("""
        select match_rank, count(*), count(case when is_right then 1 end)
        from judged where status = 'linked' group by match_rank order by match_rank""")
    return Evaluation(
        events=events,
        in_hes=in_hes,
        precision=Share("all ranks", right, linked),
        recall=Share("all ranks", right, in_hes),
        precision_by_rank=tuple(Share(str(rank), as_whole(hits), as_whole(n)) for rank, n, hits in by_rank),
        recall_by_rank=tuple(Share(str(rank), as_whole(hits), in_hes) for rank, _, hits in by_rank),
        calibration=calibration_bands(engine),
        calibration_by_rank=rank_calibration(engine),
        relations=relation_agreement(engine),
        confused=confusions(engine),
        signs=signs_of_doubt(engine),
        repeats=repeat_agreement(engine),
    )
