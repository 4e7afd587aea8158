"""How a campaign sums up what it measured."""

from collections.abc import Sequence


def percentiles(seconds: Sequence[float]) -> str:
    """The middle and the slow end of some durations, in milliseconds."""
    ordered = sorted(seconds)
    middle, slow = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"p50 {middle * 1000:.1f} ms, p99 {slow * 1000:.1f} ms"
