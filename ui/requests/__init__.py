"""Requests that wait for an appointment: the list of a center, and the panel of one."""
