"""Rebooking after a session, in steps."""
