"""Fits the tagger that `sayso_extract.tagger` ships: from labelled articles to the two files of weights.

Not part of the wheel. It needs torch, which nothing else here does: `make train EVAL=… VECTORS=…` makes an environment
of its own. `README.md` says what goes in and how long it takes. The articles are cut into words, and hinted, by the
package's own code, so what the network learns on is what it will see.

Begin with `corpus`, then `columns` (words to numbers), `network` (the model), `fit`, `links`, `export`, `sureness`.
`__main__` runs them all.
"""
