"""What an operator may set about the finder, and about the language model if one is asked."""

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr

from sayso.runtime.abilities import Finder
from sayso.runtime.settings import PlaceSettings, Settings


class FinderSettings(Settings):
    """Who finds the statements, and how a language model is asked."""

    finder: Finder = Field(
        default="fitted",
        description="fitted: the rules and the tagger that ship. rules: the rules alone. llm: a language model, with "
        "fitted where it does not answer; needs sayso-extract[llm], SAYSO_LLM_URL and SAYSO_LLM_MODEL.",
    )
    llm_url: str | None = Field(
        default=None, description="Base URL of an endpoint that speaks the OpenAI protocol: http://127.0.0.1:8000/v1."
    )
    llm_model: str | None = Field(default=None, description="The model's name there; part of the extractor's version.")
    llm_key: SecretStr | None = Field(default=None, description="The endpoint's key. Unset: none is needed.")
    llm_key_file: Path | None = Field(
        default=None, description="A file that holds the key, instead of SAYSO_LLM_KEY: a mounted secret."
    )
    llm_seconds: float = Field(
        default=45.0, gt=0, le=60, description="Seconds an answer may take; then the built-in finder's reading stands."
    )
    llm_rest_seconds: float = Field(
        default=30.0,
        ge=0,
        description="Seconds an endpoint that failed or did not answer in time is left alone by this worker.",
    )
    llm_tokens_a_day: int = Field(
        default=1_000_000,
        ge=0,
        description="Tokens, asked and answered, that all workers with the same SAYSO_LLM_MEMORY may use in a day "
        "(UTC). A page of 800 words takes about 3,000.",
    )
    llm_answer_tokens: int = Field(
        default=4000,
        ge=100,
        description="Tokens of one answer at most; with what is asked they are set aside beforehand.",
    )
    llm_characters: int = Field(
        default=30_000, ge=100, description="Characters of an article that is sent; longer ones are not."
    )
    llm_body: dict[str, Any] = Field(
        default={"temperature": 0},
        description='More fields of the request, as JSON: {"temperature": 0, "seed": 1}. They may replace '
        "max_completion_tokens and response_format for endpoints that know others; null leaves one out.",
    )
    llm_memory: Path | None = Field(
        default=None,
        description="SQLite file with the answers and what was used of the day's tokens; workers on one machine share "
        "it. Unset: llm.sqlite in the data folder.",
    )
    llm_remember_days: float = Field(
        default=90.0, ge=0, description="Days an answer is kept: the same text, model and prompt are not asked again."
    )

    def memory(self, place: PlaceSettings | None = None) -> Path:
        """The memory in use."""
        return self.llm_memory or (place or PlaceSettings()).data_dir / "llm.sqlite"

    def key(self) -> str | None:
        """The endpoint's key. Raises OSError if its file cannot be read."""
        if self.llm_key_file is not None:
            return self.llm_key_file.read_text(encoding="utf-8").strip() or None
        return self.llm_key.get_secret_value() if self.llm_key is not None else None
