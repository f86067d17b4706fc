"""The console in a real browser, over a real pipeline with the sample pages: ``make test-browser``."""
