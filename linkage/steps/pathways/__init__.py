"""Where each event sits in the person's care: spells, relations to episodes, and the event itself."""
