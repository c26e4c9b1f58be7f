"""Rank P: Fellegi-Sunter by Splink on birth date, postcode and sex, decided by the posterior of each person."""
