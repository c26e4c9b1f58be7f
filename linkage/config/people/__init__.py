"""The settings of people made of records that bear no person key."""
