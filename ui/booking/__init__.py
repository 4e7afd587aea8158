"""The booking form: a walk-in or a free time of the calendar becomes an appointment."""
