"""The command line: a door for scripts, integrators and checks, through the very same services as the window."""
