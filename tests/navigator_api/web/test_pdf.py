import io

import pytest
from pypdf import PdfReader

from navigator_api.web.pdf import Paper

FOOT = "Fuente: condado, 12 de septiembre de 2023"


def paper() -> Paper:
    return Paper(title="Tarjeta: niñez", language="es", footer=FOOT, page_word="Página {} de {}")


def read(made: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(made.done()))


def text(found: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in found.pages)


def test_title_language_and_outline_stand_in_the_file() -> None:
    made = paper()
    made.heading("Tarjeta", 1)
    made.heading("Números")
    found = read(made)
    assert found.metadata is not None
    assert found.metadata.title == "Tarjeta: niñez"
    assert found.root_object["/Lang"] == "es"
    first, nested = found.outline
    assert first.title == "Tarjeta"
    assert [one.title for one in nested] == ["Números"]


def test_every_letter_of_spanish_comes_out_right() -> None:
    made = paper()
    made.text("¿Dónde? ¡Aquí! áéíóúüñ ÁÉÍÓÚÜÑ «sí»")
    assert "¿Dónde? ¡Aquí! áéíóúüñ ÁÉÍÓÚÜÑ «sí»" in text(read(made))


def test_other_signs_become_the_nearest_and_unknown_letters_stop_nothing() -> None:
    made = paper()
    made.text("“one” – two — three… ‘four’ → 你好")
    assert "\"one\" - two - three... 'four' > ??" in text(read(made))


def test_each_page_has_its_source_and_number() -> None:
    made = paper()
    made.items(["Una línea que se repite. " * 8] * 60)
    found = read(made)
    assert len(found.pages) > 2
    for number, page in enumerate(found.pages, 1):
        assert FOOT in page.extract_text()
        assert f"Página {number} de {len(found.pages)}" in page.extract_text()


def test_a_footer_that_is_too_long_ends_before_the_page_does() -> None:
    made = Paper(title="t", language="es", footer="Fuente larga. " * 200, page_word="Página {} de {}")
    made.text("Texto")
    found = read(made)
    assert len(found.pages) == 1
    assert 10 < text(found).count("Fuente larga.") < 60
    assert "Página 1 de 1" in text(found)


def test_lists_are_numbered_where_asked() -> None:
    made = paper()
    made.items(["pan", "agua"], numbered=True)
    assert "1." in text(read(made))
    assert "2." in text(read(made))


def test_a_table_repeats_its_head_on_each_page() -> None:
    made = paper()
    made.table(["Servicio", "Número"], [[f"fila {n}", "988"] for n in range(120)], [3, 1])
    found = read(made)
    assert len(found.pages) > 1
    assert all("Servicio" in page.extract_text() for page in found.pages)
    assert "fila 119" in text(found)


def test_a_heading_goes_with_what_is_under_it() -> None:
    made = paper()
    for n in range(40):
        made.heading(f"Encabezado {n}")
        made.text(f"Texto {n}. " + "palabra " * 30)
    for page in read(made).pages:
        lines = [line for line in page.extract_text().splitlines() if line.strip()]
        body = lines[: next(n for n, line in enumerate(lines) if FOOT in line)]
        assert not body[-1].startswith("Encabezado")


@pytest.mark.parametrize("content", ["tel:+18883737888", "https://selfhelp.courts.ca.gov/" + "x" * 90])
def test_a_qr_code_is_drawn_and_its_words_stand_beside_it(content: str) -> None:
    with_code, without = paper(), paper()
    with_code.qr(content, "Este código llama")
    without.text("Este código llama")
    assert "Este código llama" in text(read(with_code))
    assert len(with_code.done()) > len(without.done()) + 500


def test_empty_lines_are_kept_with_their_label() -> None:
    made = paper()
    for n in range(30):
        made.blanks(f"Rótulo {n}", 4)
    assert all(f"Rótulo {n}" in text(read(made)) for n in (0, 29))


def test_pages_of_unusual_text_can_still_be_read() -> None:
    made = paper()
    made.heading("", 2)
    made.text("")
    made.items([])
    made.text("una{}llave {nb} y un % suelto")
    assert "una{}llave" in text(read(made))
