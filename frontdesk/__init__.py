"""The clinic without a window: rules, database, services, documents. No Qt in here."""

__version__ = "0.1.0"
