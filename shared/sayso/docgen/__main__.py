"""``python -m sayso.docgen [FOLDER]``: write the generated pages."""

import sys
from pathlib import Path

from sayso.docgen.pages import pages

FOLDER = Path("docs/generated")


def main(folder: Path) -> None:
    """Write every page, and remove what is no longer generated."""
    wanted = pages()
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and str(path.relative_to(folder)) not in wanted:
            path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
