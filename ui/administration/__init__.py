"""Administration: what decides when somebody can be seen, in sections with their lists and forms."""
