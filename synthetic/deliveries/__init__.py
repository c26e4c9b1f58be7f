"""A year of deliveries: what lies in the folder of the job after each, and what each of them changes."""
