"""A language model as the finder: the optional extra ``sayso-extract[llm]``, set by ``SAYSO_FINDER=llm``."""
