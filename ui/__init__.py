"""The window of the front desk: pages, widgets and theme; no SQL and no rules in here."""
