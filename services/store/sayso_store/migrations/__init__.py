"""The store's revisions, run by ``sayso_store.migrate``; written by hand, and held to ``schema`` by a test."""
