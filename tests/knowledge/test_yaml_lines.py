"""Files that hold no YAML are problems with a line, never exceptions."""

from pathlib import Path

import pytest

from knowledge.yaml_lines import read


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"a: [1\n", "this is not YAML"),
        (b"a: \xff\xfe\n", "this is no text in UTF-8"),
        (b"a: \x07\n", "this is no text in UTF-8"),
        (b"&a [*a]\n", "an alias stands inside its own anchor"),
    ],
)
def test_what_is_no_yaml_is_told_as_a_problem(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_bytes(content)
    document = read(path, "one.yaml")
    assert [problem.file for problem in document.problems] == ["one.yaml"]
    assert document.problems[0].what.startswith(what)
