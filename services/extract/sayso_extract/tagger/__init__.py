"""The fitted tagger as it is shipped: its weights, how they are read, and the finder that uses them with the rules.

`MODEL_CARD.md` tells what it was fitted on and what it cannot do; `services/extract/training` makes it anew.
"""
