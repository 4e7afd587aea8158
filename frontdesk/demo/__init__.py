"""The demo clinic: believable, the same each time for the same arguments, at any size."""
