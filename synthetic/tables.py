"""Every table of a world: the order in which people, their hospital life and their imaging come about."""

from collections.abc import Mapping

from .activity import (
    appointments,
    attendances,
    births,
    emergency_tests,
    episodes,
    imaging_events,
    imaging_tests,
    outings,
    patients,
    scan_appointments,
    spells,
    stays,
)
from .draws import Draws
from .errors import (
    borrowed_numbers,
    copied_records,
    imaging_errors,
    imaging_identity,
    number_errors,
    record_quality,
    slipped_dates,
    submissions,
)
from .people import households, nhs_numbers, persons, postcodes, residences
from .records import second_events
from .settings import WorldSettings
from .truth import links


def tables(draws: Draws, settings: WorldSettings) -> Mapping[str, str]:
    """Every table of the world with its query, in the order in which they build on one another."""
    return {
        "world_household": households.household_sql(draws, settings.people),
        "world_member": households.member_sql(draws, settings.people),
        "world_nhs_number": nhs_numbers.nhs_number_sql(draws, settings.people),
        "world_person": persons.person_sql(draws),
        "world_old_number": nhs_numbers.old_number_sql(draws),
        "world_record_quality": record_quality.record_quality_sql(draws, settings.record_quality),
        "world_own_move": residences.own_move_sql(draws),
        "world_household_move": residences.household_move_sql(draws),
        "world_residence": residences.residence_sql(draws),
        "world_known_residence": residences.known_residence_sql(),
        "world_postcode": postcodes.postcode_sql(draws),
        "world_patient": patients.patient_sql(draws),
        "world_arrival": attendances.arrival_sql(draws, settings, imaging_tests.scale_of(settings)),
        "world_birth": births.birth_sql(draws),
        "world_stay": stays.stay_sql(draws, settings),
        "world_spell": spells.spell_sql(draws, settings),
        "world_outing": outings.outing_sql(draws, settings.outings),
        "world_indicated_test": emergency_tests.indicated_test_sql(
            draws, settings, imaging_tests.scale_of(settings)
        ),
        "world_attendance": attendances.attendance_sql(draws),
        "world_episode": episodes.episode_sql(draws),
        "world_appointment": appointments.appointment_sql(draws, settings),
        "world_patient_with_record": patients.patient_with_record_sql(),
        "world_month": imaging_tests.month_sql(settings),
        "world_imaging_test": imaging_tests.imaging_test_sql(draws, settings),
        "world_scan_appointment": scan_appointments.scan_appointment_sql(draws, settings.scan_appointments),
        "world_event": second_events.with_second_sql(draws, settings, imaging_events.event_sql(draws)),
        "world_recorded_person": borrowed_numbers.recorded_person_sql(),
        "world_number_error": number_errors.number_error_sql(draws, settings),
        "world_copied": copied_records.copied_sql(draws, settings.copied_records, settings.copied_dates),
        "world_error": imaging_errors.error_sql(draws, settings),
        "world_slip_shape": slipped_dates.slip_shape_sql(),
        "world_slipped_birth_date": slipped_dates.slipped_birth_date_sql(draws),
        "world_relative": borrowed_numbers.relative_sql(),
        "world_borrowed_number": borrowed_numbers.borrowed_number_sql(draws),
        "world_event_identity": imaging_identity.event_identity_sql(draws),
        "world_submission": submissions.submission_sql(draws),
        "world_truth_person": links.truth_person_sql(),
        "world_truth": links.truth_sql(draws, settings),
    }
