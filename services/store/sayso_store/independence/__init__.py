"""Who is independent of whom: whose text an article is, by its credits and by the operator's table of owners."""
