import pytest

from navigator_api.sms.keywords import OptWord, find_opt_word

STOP_EN, STOP_ES = OptWord("stop", "en"), OptWord("stop", "es")
TWILIO = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT-OUT"]
SPANISH = ["ALTO", "PARAR", "PARE", "CANCELAR", "TERMINAR", "FIN", "SALIR", "BAJA", "DETENER"]
START_EN, START_ES = OptWord("start", "en"), OptWord("start", "es")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *[(text, STOP_EN) for text in TWILIO],
        *[
            (text, STOP_EN)
            for text in ("stop", "Stop.", " STOP! ", "sTOP 🛑", "stop\n", "STOP ALL", "(stop)")
        ],
        *[(text, STOP_ES) for text in SPANISH],
        *[(text, STOP_ES) for text in ("NO MAS", "no más", "¡No Más!", "no   mas", "¡Alto!", "páre")],
        ("START", START_EN),
        ("unstop", START_EN),
        ("Volver.", START_ES),
        ("iniciar", START_ES),
    ],
)
def test_a_whole_message_ends_or_resumes_texting(text: str, word: OptWord) -> None:
    assert find_opt_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "stop him",
        "please stop",
        "can't stop crying",
        "i cant stop",
        "stopped working in may",
        "end my life",
        "end it all",
        "i want it to end",
        "quit life",
        "cancel culture",
        "para mi hija",
        "para",
        "parar de llorar",
        "no puedo parar",
        "no mas golpes",
        "nomás",
        "fin de semana",
        "salir de aqui",
        "quiero salir",
        "alto riesgo",
        "baja autoestima",
        "s top",
        "st0p",
        "",
        "!",
    ],
)
def test_look_alikes_do_not(text: str) -> None:
    assert find_opt_word(text) is None
