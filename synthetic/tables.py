"""Every table of a world: the order in which people, their hospital life and their imaging come about."""

from collections.abc import Mapping

from synthetic import (
    appointments,
    attendances,
    community,
    episodes,
    examinations,
    households,
    imaging,
    nhs_numbers,
    people,
    postcodes,
    recorded,
    residences,
    slips,
    spells,
    stays,
    truth,
    usage,
)
from synthetic.draws import Draws
from synthetic.settings import WorldSettings


def tables(draws: Draws, settings: WorldSettings) -> Mapping[str, str]:
    """Every table of the world with its query, in the order in which they build on one another."""
    scale = settings.events_per_person_month / imaging.USUAL_RATE
    return {
        "world_household": households.household_sql(draws, settings.people),
        "world_member": households.member_sql(draws, settings.people),
        "world_nhs_number": nhs_numbers.nhs_number_sql(draws, settings.people),
        "world_person": people.person_sql(draws),
        "world_own_move": residences.own_move_sql(draws),
        "world_household_move": residences.household_move_sql(draws),
        "world_residence": residences.residence_sql(draws),
        "world_known_residence": residences.known_residence_sql(),
        "world_postcode": postcodes.postcode_sql(draws),
        "world_patient": usage.patient_sql(draws),
        "world_arrival": attendances.arrival_sql(draws, scale),
        "world_stay": stays.stay_sql(draws),
        "world_attendance": attendances.attendance_sql(draws),
        "world_spell": spells.spell_sql(draws),
        "world_episode": episodes.episode_sql(draws),
        "world_appointment": appointments.appointment_sql(draws),
        "world_patient_with_record": community.patient_with_record_sql(),
        "world_month": imaging.month_sql(settings),
        "world_imaging_test": imaging.imaging_test_sql(draws, settings),
        "world_event": examinations.event_sql(draws),
        "world_error": recorded.error_sql(draws),
        "world_slip_shape": recorded.slip_shape_sql(),
        "world_slipped_birth_date": slips.slipped_birth_date_sql(draws),
        "world_event_identity": recorded.event_identity_sql(draws),
        "world_hospital_identity": recorded.hospital_identity_sql(draws),
        "world_truth": truth.truth_sql(),
    }
