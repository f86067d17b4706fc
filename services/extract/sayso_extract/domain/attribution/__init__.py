"""Who said what, as spans of a text: quotes, sentences, cues and the frames that join them.

Begin with `finder`.
"""
