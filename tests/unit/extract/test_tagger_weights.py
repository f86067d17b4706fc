"""The shipped weights: they load, they fit in the package, and where they do not fit the code it is said clearly."""

from importlib import resources
from io import BytesIO
from itertools import chain, combinations, pairwise

import numpy as np
import pytest

from sayso_extract.domain.tagging.words import Window
from sayso_extract.tagger.network import MOST_TOGETHER, STEP, Hinted, groups_of
from sayso_extract.tagger.vocabulary import MOST_KNOWN, PAD, shape_of
from sayso_extract.tagger.weights import FORMAT, NETWORK_FILE, TABLES_FILE, WeightsError, load, weights

MOST_MEGABYTES = 15


def shipped(name: str) -> bytes:
    return (resources.files("sayso_extract.tagger") / name).read_bytes()


def test_the_weights_are_small_enough_to_ship() -> None:
    assert len(shipped(TABLES_FILE)) + len(shipped(NETWORK_FILE)) < MOST_MEGABYTES * 1024 * 1024
    assert (resources.files("sayso_extract.tagger") / "MODEL_CARD.md").is_file()


def test_the_weights_are_loaded_once() -> None:
    assert weights() is weights()


def packed(**changed: object) -> bytes:
    with np.load(BytesIO(shipped(TABLES_FILE))) as old:
        tables = {name: old[name] for name in old.files} | changed
    kept: dict[str, np.ndarray] = {name: np.asarray(each) for name, each in tables.items() if each is not None}
    file = BytesIO()
    np.savez(file, allow_pickle=False, **kept)
    return file.getvalue()


@pytest.mark.parametrize(
    ("tables", "model", "why"),
    [
        (b"", None, "cannot be read"),
        (b"not an archive", None, "cannot be read"),
        (packed(format=None), None, "cannot be read"),
        (packed(format=FORMAT + 1), None, f"format {FORMAT + 1}, this package reads {FORMAT}"),
        (packed(steps=None), None, "do not make a tagger"),
        (None, b"", "do not make a tagger"),
        (None, b"not a network", "do not make a tagger"),
    ],
    ids=["empty", "no archive", "no format", "other format", "a table missing", "no network", "broken network"],
)
def test_weights_that_cannot_be_used_are_refused_clearly(tables: bytes | None, model: bytes | None, why: str) -> None:
    with pytest.raises(WeightsError, match=why):
        load(shipped(TABLES_FILE) if tables is None else tables, shipped(NETWORK_FILE) if model is None else model)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("said", 1), ("A", 2), ("UN", 3), ("Brook", 4), ("McBride", 5), ("eBay", 6), ("61", 7), ("1.2", 8), ("U.S.", 9),
     ("n't", 10), (",", 11)],
)  # fmt: skip
def test_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def test_what_a_word_hears_is_the_same_whatever_was_read_before() -> None:
    vocabulary = load(shipped(TABLES_FILE), shipped(NETWORK_FILE)).network.vocabulary

    def heard(*words: str) -> np.ndarray:
        rows = np.pad(vocabulary.rows_of(words), vocabulary.reach, constant_values=PAD)
        return vocabulary.hear(rows[:, None])[:, 0]

    alone = heard("mayor", "Xyzzy")
    assert (heard("mayor", "Xyzzy") == alone).all()
    vocabulary.rows_of([f"word{number}" for number in range(MOST_KNOWN - 3)])
    assert (heard("mayor", "Xyzzy") == alone).all()
    vocabulary.rows_of([f"other{number}" for number in range(MOST_KNOWN + 1)])
    assert (heard("mayor", "Xyzzy") == alone).all()


def test_a_word_hears_its_neighbours_and_nobody_further_off() -> None:
    vocabulary = weights().network.vocabulary
    words = ["a", "mayor", "said", "the", "bridge", "was", "safe", "on", "Monday"]
    heard = []
    for first in ("a", "my"):
        rows = np.pad(vocabulary.rows_of([first, *words[1:]]), vocabulary.reach, constant_values=PAD)
        heard.append(vocabulary.hear(rows[:, None])[:, 0])
    differs = (heard[0] != heard[1]).any(1).tolist()
    assert differs == [at <= vocabulary.reach for at in range(len(words))]


LENGTHS = [30, 4, 12, 1, 50, 7, 3, 9, 40, 2, 6]


def test_windows_come_back_in_their_order() -> None:
    network = weights().network
    words = ["bridge", "mayor", "said", "the", "safe"]
    windows = [Hinted(Window([0] * n, [words[n % 5]] * n, [0], 0), [0] * n, [0] * n) for n in LENGTHS]
    read = network(windows)
    assert read.lengths.tolist() == LENGTHS
    ends = np.cumsum(LENGTHS)
    for number, (window, length) in enumerate(zip(windows, LENGTHS, strict=True)):
        alone = network([window])
        assert read.scores[:length, number] == pytest.approx(alone.scores[:, 0], abs=0.5)
        mine = np.arange(ends[number] - length, ends[number])
        assert read.states(mine) == pytest.approx(alone.states(np.arange(length)), abs=0.2)


def test_windows_of_like_length_run_together() -> None:
    assert groups_of([5, 100, 99]) == [[1, 2], [0]]
    assert sorted(map(len, groups_of([100] * (MOST_TOGETHER + 2)))) == [2, MOST_TOGETHER]
    assert sorted(chain.from_iterable(groups_of(LENGTHS))) == list(range(len(LENGTHS)))


def test_no_other_groups_cost_less() -> None:
    lengths = sorted(LENGTHS, reverse=True)

    def cost(groups: list[list[int]]) -> float:
        return sum(max(lengths[each] for each in group) * (STEP + len(group)) for group in groups)

    every = range(len(lengths))
    others = [
        [list(every[a:b]) for a, b in pairwise((0, *cuts, len(lengths)))]
        for size in every
        for cuts in combinations(every[1:], size)
    ]
    assert cost(groups_of(lengths)) == pytest.approx(min(map(cost, others)))
