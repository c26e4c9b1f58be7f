"""What happens to them: stays, attendances and appointments, and the imaging these lead to."""
