"""The network that ships: small, and taught by a wide one.

What the wide one does with its first LSTM, look at the words around, the small one does with a convolution, which costs
a look-up a word (see `sayso_extract.tagger.vocabulary`); one LSTM is left. It reads the rows of the wide one's tables
and is fitted to give the wide one's scores on the texts of the training articles, first by them alone and then, with
columns dropped, by them and the labels. The forms are those of "Distilling the Knowledge in a Neural Network" (Hinton
and others, 2015).

Guaranteed: the same seed and machine give the same network.

Next: `links`.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from sayso_extract.domain.tagging.labels import LABELS
from training.network import Tagger, Window, columns_dropped, padded

BATCH = 32
WARM_STEPS = 50
LEAST_RATE = 0.02
WHOLE_SCORES = 0.02
"""How much the scores themselves count beside the probabilities they make."""
HEARD_DROPPED, STATES_DROPPED = 0.2, 0.3
WAYS = "", "_reverse"


@dataclass(frozen=True, slots=True)
class StudentShape:
    """Over how many words the convolution goes, how much it makes of them, and the LSTM's units a direction."""

    around: int = 5
    heard: int = 128
    hidden: int = 96


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast it learns, how much the labels count, and how much of the mean of its weights is kept."""

    epochs: int
    rate: float
    labels: float = 0.0
    kept: float = 0.98


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window: what is known of each word by itself, the scores that the wide network gives, and the labels."""

    rows: Tensor
    wanted: Tensor
    labels: Tensor


FIRST, SECOND = Course(20, 2e-3), Course(4, 7e-4, labels=0.5, kept=0.99)


class Student(nn.Module):
    """Scores words; `rows` has shape (windows, words, width), zeros behind a window's end."""

    def __init__(self, width: int, shape: StudentShape) -> None:
        super().__init__()
        self.shape = shape
        self.front = nn.Conv1d(width, shape.heard, shape.around, padding=shape.around // 2)
        self.lstm = nn.LSTM(shape.heard, shape.hidden, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * shape.hidden, LABELS)
        self.drops = False

    def states(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """What the LSTM makes of each word."""
        heard = torch.relu(self.front(rows.transpose(1, 2))).transpose(1, 2)
        return _both_ways(self.lstm, self._columns_dropped(heard, HEARD_DROPPED), lengths, self.shape.hidden)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Scores of shape (windows, words, labels)."""
        scores: Tensor = self.out(self._columns_dropped(self.states(rows, lengths), STATES_DROPPED))
        return scores

    def _columns_dropped(self, values: Tensor, share: float) -> Tensor:
        """Where it drops any, the same ones for all words of a window."""
        return columns_dropped(values, share) if self.drops else values


def _both_ways(lstm: nn.LSTM, rows: Tensor, lengths: Tensor, hidden: int) -> Tensor:
    """Each direction on its own, the second over turned windows: much faster here than packed sequences."""
    at = torch.arange(rows.shape[1])[None]
    turned = torch.where(at < lengths[:, None], lengths[:, None] - 1 - at, at)[..., None]
    begin = torch.zeros(1, len(rows), hidden)
    weights = dict(lstm.named_parameters())

    def run(values: Tensor, way: str) -> Tensor:
        mine = [weights[f"{name}_l0{way}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        states: Tensor = torch.lstm(values, (begin, begin), mine, True, 1, 0.0, lstm.training, False, True)[0]
        return states

    back = run(rows.gather(1, turned.expand(-1, -1, rows.shape[2])), WAYS[1])
    return torch.cat([run(rows, WAYS[0]), back.gather(1, turned.expand(-1, -1, hidden))], 2)


class Shipped(nn.Module):
    """A student and the tables it reads: what `fit.exact` and `links` take for a network."""

    def __init__(self, wide: Tagger, student: Student) -> None:
        super().__init__()
        self.wide, self.student = wide, student
        self.steps = wide.steps

    def states(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """What the LSTM makes of each word; `rows` has shape (windows, words, columns)."""
        return self.student.states(self._read(rows, lengths), lengths)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Scores of shape (windows, words, labels)."""
        scores: Tensor = self.student(self._read(rows, lengths), lengths)
        return scores

    def _read(self, rows: Tensor, lengths: Tensor) -> Tensor:
        inside = torch.arange(rows.shape[1])[None] < lengths[:, None]
        return self.wide.read(rows) * inside[..., None]


def learn(wide: Tagger, windows: Sequence[Window], shape: StudentShape, courses: Sequence[Course]) -> Shipped:
    """A student of the wide network."""
    wide.eval().requires_grad_(False)
    with torch.no_grad():
        lessons = [
            Lesson(wide.read(each.rows), wide(each.rows[None], torch.tensor([len(each.rows)]))[0], each.labels)
            for each in windows
        ]
    torch.manual_seed(1)
    student = Student(lessons[0].rows.shape[1], shape)
    for course in courses:
        student = taught(student, wide, lessons, course)
    return Shipped(wide, student)


def taught(student: Student, wide: Tagger, lessons: Sequence[Lesson], course: Course) -> Student:
    """The student after a course: a running mean of its weights."""
    order = random.Random(1)
    batches = _batches(lessons)
    student.drops = bool(course.labels)
    adam = torch.optim.Adam(student.parameters(), lr=course.rate)
    mean = torch.optim.swa_utils.AveragedModel(
        student, avg_fn=lambda old, new, _: course.kept * old + (1 - course.kept) * new
    )
    total = course.epochs * len(batches)
    for step in range(total):
        if step % len(batches) == 0:
            order.shuffle(batches)
        for group in adam.param_groups:
            group["lr"] = course.rate * min(1, (step + 1) / WARM_STEPS) * max(LEAST_RATE, 1 - step / total)
        loss = _loss(student, wide, batches[step % len(batches)], course.labels)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        adam.step()
        mean.update_parameters(student)
        if step % 100 == 0:
            print(f"step {step} of {total}: {loss.item():.5f}", flush=True)
    kept: Student = mean.module
    kept.drops = False
    return kept


def _loss(student: Student, wide: Tagger, batch: Sequence[Lesson], labels: float) -> Tensor:
    rows, lengths = padded([each.rows for each in batch])
    inside = torch.arange(rows.shape[1])[None] < lengths[:, None]
    scores = student(rows, lengths)
    unlike = _unlike(scores[inside], torch.cat([each.wanted for each in batch]))
    if not labels:
        return unlike
    return (1 - labels) * unlike + labels * wide.loss(scores, padded([each.labels for each in batch])[0], lengths)


def _unlike(scores: Tensor, wanted: Tensor) -> Tensor:
    one, other = torch.log_softmax(scores, 1), torch.log_softmax(wanted, 1)
    apart = (scores - scores.mean(1, keepdim=True) - wanted + wanted.mean(1, keepdim=True)).pow(2).mean()
    return (other.exp() * (other - one)).sum(1).mean() + WHOLE_SCORES * apart


def _batches(lessons: Sequence[Lesson]) -> list[list[Lesson]]:
    """Windows of like length."""
    by_length = sorted(lessons, key=lambda each: len(each.rows))
    return [by_length[begin : begin + BATCH] for begin in range(0, len(by_length), BATCH)]
