"""What a confined process is refused (H5), each by name, and what it must still be able to do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso_extract.confinement import told
from tests.hostile.pages import page

_TRY = """
import json, signal, sys
from sayso_extract import pipeline
from sayso_extract.confinement import confine
signal.signal(signal.SIGTERM, lambda *_: None)
confine(1024)
tries = json.load(sys.stdin)
ends = {}
for name, code in tries.items():
    try:
        exec(code)
        ends[name] = "done"
    except Exception as error:
        ends[name] = type(error).__name__
print(json.dumps(ends))
"""


def _ends(tries: dict[str, str]) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", _TRY], input=json.dumps(tries), capture_output=True, text=True, timeout=100, check=True
    )
    ends: dict[str, str] = json.loads(done.stdout)
    return ends


def test_h5_a_confined_process_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    tries = {
        "connect": "import socket; socket.create_connection(('127.0.0.1', 9))",
        "resolve": "import socket; socket.getaddrinfo('localhost', 80)",
        "socket": "import socket; socket.socket()",
        "fetch": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "program": "import subprocess; subprocess.run(['true'])",
        "shell": "import os; os.system('true')",
        "fork": "import os; os.fork()",
        "exec": "import os; os.execv('/bin/true', ['true'])",
        "spawn": "import os; os.posix_spawn('/bin/true', ['true'], {})",
        "write": f"open({str(file)!r}, 'w')",
        "append": f"open({str(file)!r}, 'a')",
        "create": f"import os; os.open({str(tmp_path / 'new')!r}, os.O_CREAT | os.O_WRONLY)",
        "remove": f"import os; os.remove({str(file)!r})",
        "rename": f"import os; os.rename({str(file)!r}, {str(tmp_path / 'new')!r})",
        "folder": f"import os; os.mkdir({str(tmp_path / 'new')!r})",
        "kill": "import os; os.kill(os.getppid(), 0)",
    }
    ends = _ends(tries)
    assert {end for name, end in ends.items() if name != "fetch"} == {"Confined"}, ends
    assert ends["fetch"] in ("Confined", "URLError")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert file.read_text() == "x"


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of Linux")
def test_h5_a_confined_process_is_bounded() -> None:
    tries = {
        "memory": "x = bytearray(2 << 30)",
        "limits": "import resource as r\nassert r.getrlimit(r.RLIMIT_FSIZE) == (0, 0) == r.getrlimit(r.RLIMIT_CORE)",
        "signal": "import signal; assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL",
        "for good": "import resource as r; r.setrlimit(r.RLIMIT_AS, (1 << 40, 1 << 40))",
    }
    ends = _ends(tries)
    assert (ends["memory"], ends["limits"], ends["signal"]) == ("MemoryError", "done", "done")


def test_h5_a_confined_process_reads() -> None:
    tries = {
        "page": f"assert pipeline.read({page(1)!r}.encode(), url='https://n.example/').statements",
        "charset": "for c in ('cp932', 'gb18030', 'koi8-r', 'iso2022_jp'):\n"
        " pipeline.read(('<p>x<p>'*9+'word '*40).encode(c), "
        "url='', charset=c, media='html')",
        "date": f"pipeline.read({page(1).replace('article:published_time', 'x')!r}.encode(), url='https://n.example/')",
    }
    assert set(_ends(tries).values()) == {"done"}


class _Mute(Exception):
    def __str__(self) -> str:
        raise ValueError("no words")


def test_errors_are_told_in_one_printable_line() -> None:
    assert told(ValueError("a\nb\x1b[31m\u202ec" + "x" * 500)).startswith("ValueError: a b [31m c")
    assert len(told(ValueError("x" * 500))) == 300
    assert told(_Mute()) == "_Mute: it cannot be told"
    told(ValueError("\ud800")).encode()
