"""What an operator may set about extraction."""

from pydantic import Field

from sayso.runtime.settings import Settings


class ExtractSettings(Settings):
    """How pages are parsed."""

    parse_processes: int = Field(
        default=1,
        ge=1,
        description="Parsing processes of one extract worker. To use more cores, more workers are simpler.",
    )
    parse_seconds: float = Field(
        default=5.0,
        gt=0,
        description="Seconds a page may be parsed before its process is killed. An article takes about 0.06; some "
        "pages of a few KB take minutes.",
    )
    parse_megabytes: int = Field(
        default=1024,
        ge=256,
        description="MB of address space a parsing process may take beyond what it starts with, where the system can "
        "bound it (Linux).",
    )
    parse_pages: int = Field(
        default=1000, ge=1, description="Pages a parsing process reads before it is replaced, which bounds leaks."
    )
