"""The documents name every command, option and column that there is."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from quotetree.app.cli import COMMANDS
from quotetree.app.commands import imports
from quotetree.coding import codebook
from quotetree.coding.tables import codings, documents
from quotetree.coding.tables.kinds import KINDS, LAYERS, ROLES

ROOT = Path(__file__).resolve().parents[1]
TABLES = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str):
    assert f"run {command}" in README or f"dev.py {command}" in README


def test_the_tables_are_documented():
    parser = ArgumentParser()
    imports.add_arguments(parser)
    options = [option for action in parser._actions for option in action.option_strings if option != "-h"]
    assert [option for option in options if f"`{option}`" not in TABLES and option != "--help"] == []
    columns = {*documents.FIELDS, *codebook.COLUMNS, *codings.COLUMNS, *codings.QUOTES, "label", "role", "id"}
    assert [column for column in columns if f"`{column}`" not in TABLES] == []


def test_the_words_of_cells_are_documented():
    prose = " ".join(TABLES.split())
    assert [word for word in (*KINDS, *ROLES, *LAYERS) if word not in prose] == []
