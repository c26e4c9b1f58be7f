"""Sheets of a workbook as the Analysis Function's checklist for accessible spreadsheets wants them."""
