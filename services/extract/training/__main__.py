"""``make train EVAL=… VECTORS=…``: corpus to weights, every step in turn."""

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from sayso_extract.tagger import weights as shipped
from training.columns import columns
from training.corpus import documents
from training.export import export
from training.fit import Plan, as_windows, exact, fit, taught
from training.links import fit_links
from training.network import Shape
from training.sureness import fit_sureness

TEACHER = Shape(hidden=192, layers=2, inner=128, dropped=0.45)


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, help="folder of labelled data: attribution/train and attribution/dev")
    parser.add_argument("vectors", type=Path, help="word vectors as JSON")
    parser.add_argument("--out", type=Path, default=Path(shipped.__file__).parent)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--hidden", type=int, default=Shape().hidden)
    parser.add_argument(
        "--teachers", type=int, default=3, help="wider networks the shipped one learns from; 0 for none"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--most", type=int, default=None, help="read so many articles only, to try things out")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train, dev = (list(documents(args.eval / "attribution" / split))[: args.most] for split in ("train", "dev"))
    rows = columns(train, args.vectors)
    windows = as_windows(train, rows)
    print(f"{len(train)} articles to learn from in {len(windows)} windows, {len(dev)} held out", flush=True)
    plan = Plan(epochs=args.epochs)
    teachers = [fit(windows, dev, rows, TEACHER, replace(plan, seed=2 + number)) for number in range(args.teachers)]
    if teachers:
        windows = taught(windows, teachers)
    network = fit(windows, dev, rows, Shape(hidden=args.hidden), plan)
    print("held out, exact F1:", " ".join(f"{each:.1f}" for each in exact(network, dev, rows)), flush=True)
    export(network, rows, fit_links(network, train, dev, rows), args.out)
    fit_sureness(dev, args.out)


if __name__ == "__main__":
    main()
