"""The words that matter to the rules, as tables: general English, nothing about any story.

Words are written as people write them; ``stem`` is applied when the tables are read. A table is extended here, never
in the rules. ``grammar`` has the words that are read by their work, ``verbs``, ``nouns`` and ``qualities`` the words of
one meaning, ``phrases`` what means one thing together, ``opposites`` what cannot both be true, and ``stems`` reads
them. Next: ``features``.
"""
