"""Where links and ticks begin: their frame, seen when they have the focus, is outside the line that words stand in."""

FRAME = 5
"""Width of that frame, logical pixels; the margin of a row is less by so much."""
