"""The fitted half of attribution: a network labels words as source, cue or content, and the spans are joined to claims.

Rules are precise on verbs of speech and miss the long tail: nouns as cues, beliefs, plans, odd word order. A network
fitted on labelled news finds the tail. Begin with `words`, then `hints` (what the network is told of each word),
`labels` (scores to spans), `linking` (spans to claims), `parts` (one claim each) and `joining` (claims and the rules'
drafts to one list, by `one_claim` where both have found one and by `belief` where the rules alone have).
"""
