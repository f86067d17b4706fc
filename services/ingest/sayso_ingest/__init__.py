"""Sayso's first stage: from a pushed URL to a fetched page. Start at ``handler``; the decisions are in ``domain``."""
