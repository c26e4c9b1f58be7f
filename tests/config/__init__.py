"""What the user wrote is read, checked and answered."""
