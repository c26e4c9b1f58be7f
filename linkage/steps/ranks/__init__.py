"""The deterministic ranks: rules from a file, one join on NHS number, one on birth date, sex and postcode."""
