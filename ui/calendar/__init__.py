"""The calendar: a day of a center as painted columns of clinicians, with gestures, keys and accessible cards."""
