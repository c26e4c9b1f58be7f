"""How far groups of events lie from all events of a month, over the months."""
