"""What a job says of object stores, as the places in which it works."""
