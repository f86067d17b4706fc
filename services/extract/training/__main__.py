"""``make train EVAL=… VECTORS=…``: corpus to weights, every step in turn."""

import argparse
from pathlib import Path

import torch

from sayso_extract.tagger import weights as shipped
from training.columns import columns
from training.corpus import documents
from training.export import export
from training.fit import Plan, as_windows, exact, fit
from training.links import fit_links
from training.network import Shape, Tagger
from training.student import FIRST, SECOND, StudentShape, learn
from training.sureness import fit_sureness


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, help="folder of labelled data: attribution/train and attribution/dev")
    parser.add_argument("vectors", type=Path, help="word vectors as JSON")
    parser.add_argument("--out", type=Path, default=Path(shipped.__file__).parent)
    parser.add_argument("--epochs", type=int, default=Plan().epochs, help="of the wide network")
    parser.add_argument("--hidden", type=int, default=StudentShape().hidden, help="units of the one that ships")
    parser.add_argument("--wide", type=Path, default=None, help="the wide network's file: read if there, else written")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--most", type=int, default=None, help="read so many articles only, to try things out")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train, dev = (list(documents(args.eval / "attribution" / split))[: args.most] for split in ("train", "dev"))
    rows = columns(train, args.vectors)
    windows = as_windows(train, rows)
    print(f"{len(train)} articles to learn from in {len(windows)} windows, {len(dev)} held out", flush=True)
    if args.wide is not None and args.wide.exists():
        wide = Tagger(rows, Shape())
        wide.load_state_dict(torch.load(args.wide))
    else:
        wide = fit(windows, dev, rows, Shape(), Plan(epochs=args.epochs))
        if args.wide is not None:
            torch.save(wide.state_dict(), args.wide)
    network = learn(wide, windows, StudentShape(hidden=args.hidden), (FIRST, SECOND))
    for name, each in (("wide", wide), ("shipped", network)):
        told = " ".join(f"{f1:.1f}" for f1 in exact(each, dev, rows))
        print(f"held out, exact F1 of the {name} network: {told}", flush=True)
    export(network, rows, fit_links(network, train, dev, rows), args.out)
    fit_sureness(dev, args.out)


if __name__ == "__main__":
    main()
