"""What parsing processes find already there: imported once, by the server they are forked from.

The model that tells languages apart and the tagger's weights take half a second and some 100 MB to load, and the first
writes a temporary file meanwhile, which a confined process may not. Loaded here, once, their memory is shared by all of
them. numpy, which both need, would
start a thread for every processor, for arithmetic that is not done here, and each takes address space from every
process; it is told not to before it is imported.

What is loaded stays: the garbage collector is told to leave it alone, so that it neither reads it through again and
again nor writes to the memory that is shared. An article makes thousands of small values and no cycles worth the name,
so it is also told to look less often.

Next: ``parsers``.
"""

import gc
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read by numpy when it is imported, below

from sayso_extract.domain.language import load_model
from sayso_extract.tagger.weights import weights

load_model()
weights()
gc.set_threshold(20_000)
gc.freeze()
