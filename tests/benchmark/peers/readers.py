"""One page to one article by other libraries. Pages come as JSON on standard input; CPU ms a page goes out as JSON.

Run by the peers' environment. Nothing of Sayso is imported here.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

import newspaper
from newsplease import NewsPlease

ROUNDS = 3


def main() -> None:
    """Read all pages with each library."""
    pages = json.load(sys.stdin)
    found = {"newspaper4k": _cost(_newspaper, pages), "news-please": _cost(_newsplease, pages)}
    json.dump(found, sys.stdout)


def _cost(read: Callable[[str, int], object], pages: list[str]) -> float:
    read(pages[0], 0)
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for number, page in enumerate(pages):
            read(page, number)
        took.append((time.process_time() - began) / len(pages) * 1000)
    return statistics.median(took)


def _newspaper(page: str, number: int) -> object:
    article = newspaper.Article(f"https://paper.example/story/{number}", input_html=page, fetch_images=False)
    article.download(input_html=page)
    article.parse()
    return article.text


def _newsplease(page: str, number: int) -> object:
    return NewsPlease.from_html(page, url=f"https://paper.example/story/{number}")


if __name__ == "__main__":
    main()
