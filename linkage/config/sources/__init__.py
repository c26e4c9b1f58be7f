"""The tables of a job file that name its files: imaging, hospital records, deaths and lookups."""
