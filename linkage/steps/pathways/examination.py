"""What was examined: by the lookup of imaging codes, or by the first letter of the NICIP code where there is none."""

from linkage.words.names import LABELS


def event_examination_sql() -> str:
    """
    One row per event of the links table: modality and how it is known, body region and system, sex if of one only.

    The NICIP code is looked up first, then the SNOMED CT code; then the NICIP code's first letter hints at the
    modality (a marked fallback: `nicip_letter`).
    """
    columns = (*LABELS, "sex")
    looked_up = ", ".join(
        f"case when local.imaging_code is not null then local.{column} else snomed.{column} end as {column}"
        for column in columns[1:]
    )
    return f"""
        with looked_up as (
            select links.event_id,
                case when local.imaging_code is not null then local.modality else snomed.modality end as modality,
                {looked_up},
                letter.modality as hinted
            from links
            join event on event.event_id = links.event_id
            left join examination as local on local.imaging_code = event.imaging_code_nicip
            left join examination as snomed on snomed.imaging_code = event.imaging_code_snomed
            left join modality_letter as letter on letter.code = substr(event.imaging_code_nicip, 1, 1)
        )
        select event_id, coalesce(modality, hinted, 'Unknown') as modality,
            case when modality is not null then 'lookup' when hinted is not null then 'nicip_letter'
                else 'unknown' end as modality_source,
            {", ".join(columns[1:])}
        from looked_up"""
