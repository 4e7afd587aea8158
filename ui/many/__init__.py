"""Many at once: all of a day, of a clinician, or of a selection, cancelled, moved or given away."""
