"""Consumers: the list with its search, and the form that makes and edits one."""
