"""Messages to consumers and to other systems: what they say, what they look like, and how they are handed over."""
