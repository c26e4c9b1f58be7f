"""How a command tells its user what happens: the log, failures as JSON, and whom it waits for."""
