"""The posterior of each candidate under other parameters of model and month that fit as well."""
