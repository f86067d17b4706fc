"""Hostile pages, good pages, and what turns the one into the other: catalogue H of the acceptance tests."""
