"""What the extraction tests share: an article made of a text alone."""

import pytest

from sayso_extract.domain.model import Article, Statement
from sayso_extract.domain.statements import find_statements


class Reader:
    """Reads statements from a bare text published on a Wednesday."""

    def __call__(self, text: str, published: str | None = "2025-04-09") -> tuple[Statement, ...]:
        return find_statements(Article(None, (), published, None, None, None, None, None, None, text))


@pytest.fixture
def read() -> Reader:
    return Reader()
