import pytest

from navigator_api.staff.password_rules import LONGEST, refusal


@pytest.mark.parametrize(
    "password",
    [
        "los gatos comen naranjas",
        "tres caballos y un tren",
        "seven purple lamps sing",
        "solamenteletrasjuntas",
        "ñandú camina despacio",
        "7f3kQm29xLw0pZt4",
        "x9 " * 3 + "lámpara roja",
    ],
)
def test_no_rule_asks_for_digits_capitals_or_signs(password: str) -> None:
    assert refusal(password, "maria") is None


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password12345678!",
        "P@ssw0rd-P@ssw0rd",
        "qwertyuiop123456",
        "1qaz2wsx3edc4rfv5tgb"[:12] + "123456",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345",
        "iloveyouforever2026",
        "I Love You Forever!",
        "contraseña123456",
        "correct horse battery staple",
        "dios es amor 2026",
        "bienvenido bienvenido",
        "sí se puede sí se puede",
    ],
)
def test_common_ones_and_what_is_made_of_them_are_refused(password: str) -> None:
    assert refusal(password, "maria") == "staff.password.common"


def test_fourteen_characters_are_too_few() -> None:
    assert refusal("lampara roja x", "maria") == "staff.password.short"
    assert refusal("lampara roja xy", "maria") is None


def test_no_more_is_hashed_than_a_person_types() -> None:
    assert refusal("lámpara roja " * 20, "maria") == "staff.password.long"
    assert len("lámpara roja " * 20) > LONGEST


@pytest.mark.parametrize(
    "password", ["camina maria despacio", "Camina MARÍA despacio", "m a r i a despacio va"]
)
def test_the_name_of_the_account_is_refused(password: str) -> None:
    assert refusal(password, "maria") == "staff.password.name"
