"""Pure decisions: standard library only, no clock, no SQL, no text for people."""
