"""Lookups that the user supplies: the area of a postcode, and what an imaging code examines."""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import postcode
from linkage.steps.standardise.dates import hospital_date_sql
from linkage.words.label import label_sql
from linkage.words.modality_word import KIND_OF_TERM, word_sql
from linkage.words.names import AREAS, LABELS

ENGLAND = "E92000001"
"""Code of England, whose ranks of deprivation are not comparable with those of the other countries."""

DECILES = 10
USUAL_AREAS = 32_844
"""Areas of England in the indices of 2015 and 2019, which a column of ranks without a year in its name is of."""

IS_OVER = "case when lower(is_current) in ('0', 'false', 'n') then 1 else 0 end"


def postcode_area_sql(dialect: Dialect, deprivation_areas: int | None) -> str:
    """
    One row per postcode of the directory; of rows that spell one postcode, the last by file and line.

    The decile is that of the area's rank among the areas of England, 1 the most deprived tenth: as many as the job says
    with `deprivation_areas`, else as many as the name of the file's column does, else USUAL_AREAS.
    Source: English Indices of Deprivation; ranks of other countries have no decile here.
    """
    rank = f"case when {dialect.matches('deprivation_rank', '^[0-9]{1,5}$')} then cast(deprivation_rank as bigint) end"
    said = f"coalesce(scale.areas, {USUAL_AREAS})" if deprivation_areas is None else str(deprivation_areas)
    areas = ", ".join(f"{label_sql(dialect, column)} as {column}" for column in AREAS)
    return f"""
        with keyed as (
            select {postcode.key_sql(postcode.compact_sql(dialect, "record_key"))} as postcode,
                {", ".join(AREAS)}, country,
                {rank} as deprivation_rank, {said} as areas, directory.file_id, row_number
            from postcode_directory_raw as directory
            left join deprivation_scale as scale on scale.file_id = directory.file_id
        ),
        numbered as (
            select *, row_number() over (partition by postcode order by file_id desc, row_number desc) as nth
            from keyed
            where postcode is not null
        )
        select postcode, {areas},
            case when country = '{ENGLAND}' and deprivation_rank between 1 and areas
                then cast(floor((deprivation_rank * {DECILES} - 1) / cast(areas as double)) as bigint) + 1
            end as deprivation_decile
        from numbered
        where nth = 1"""


def examination_sql(dialect: Dialect) -> str:
    """
    One row per imaging code of the lookup; of rows with one code, the last by file, then that of now, then the last.

    Texts are labels, those of published lookups without what SNOMED CT says a term is. Where a row leaves blank what it
    examines, the row of the code that it is `same_as` says so. Words for a modality come to one name (modality_word); a
    word that is not listed stays.
    """
    told = ", ".join(f"coalesce(own.{column}, meant.{column}) as {column}" for column in LABELS)
    bare = ", ".join(f"{_bare_sql(dialect, column)} as {column}" for column in LABELS)
    labels = ", ".join(f"{label_sql(dialect, f'named.{column}')} as {column}" for column in LABELS)
    others = ", ".join(f"joined.{column}" for column in LABELS if column != "modality")
    since = hospital_date_sql(dialect, "valid_from")
    return f"""
        with numbered as (
            select *, upper(record_key) as imaging_code, row_number() over (
                partition by upper(record_key)
                order by file_id desc, {IS_OVER} asc, {since} desc nulls last, row_number desc) as nth
            from modality_raw
        ),
        newest as (
            select imaging_code, upper(same_as) as same_as, {bare}, case when sex in ('1', '2') then sex end as sex
            from numbered
            where nth = 1
        ),
        joined as (
            select own.imaging_code, {told}, coalesce(own.sex, meant.sex) as sex
            from newest as own
            left join newest as meant on meant.imaging_code = own.same_as
        ),
        named as (
            select joined.imaging_code, coalesce(word.modality, joined.modality) as modality, {others},
                joined.sex
            from joined
            left join modality_word as word on word.code = {word_sql(dialect, "joined.modality")}
        )
        select imaging_code, {labels}, sex
        from named"""


def _bare_sql(dialect: Dialect, column: str) -> str:
    """A text of a published lookup, which is one that has periods, without its kind of term; any other as it is."""
    return f"case when is_current is null then {column} else {dialect.replaced(column, KIND_OF_TERM, '')} end"
