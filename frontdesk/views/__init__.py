"""Frozen read models: what a page or a document shows, each built by few queries and never changed."""
