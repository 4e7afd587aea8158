"""First openings: the first free times of each of the next working days, a line a day, by a few keys from anywhere."""
