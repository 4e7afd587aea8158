"""The start page: a clinician's own day, the desk's, and the day of a center at a glance."""
