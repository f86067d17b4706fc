"""What parsing processes find already there: imported once, by the server they are forked from.

The model that tells languages apart and the tagger's weights take half a second and some 100 MB to load, and the first
writes a temporary file meanwhile, which a confined process may not. Loaded here, once, their memory is shared by all of
them. numpy, which both need, would start a thread for every processor, for arithmetic that is not done here, and each
takes address space from every process; it is told not to before it is imported.

What is loaded stays, so the garbage collector is told to leave it alone, as in every worker: here that also keeps it
from writing to the memory that is shared.

Next: ``parsers``.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read by numpy when it is imported, below

from sayso.runtime.garbage import leave_what_stays
from sayso_extract import pipeline  # noqa: F401 - what the children read with
from sayso_extract.domain.language import load_model
from sayso_extract.tagger.weights import weights

load_model()
weights()
leave_what_stays()
