"""A referral card on paper, as plain text to copy, and its QR code as a picture on a page."""

from __future__ import annotations

import segno
from markupsafe import Markup

from navigator_api.web.card_content import CardContent, Qr
from navigator_api.web.pdf import Paper
from navigator_api.web.site import Say


def card_pdf(card: CardContent, say: Say) -> bytes:
    """The card as a PDF; `say` gives the words of the card's language."""
    paper = Paper(
        title=say("refcard.card_title") % {"name": card.title},
        language=card.language,
        footer=" ".join((say("refcard.footer"), *card.sources[:1])),
        page_word=say("refcard.page_word"),
    )
    paper.heading(card.title, 1)
    paper.text(say("refcard.by") % {"organization": card.organization}, bold=True)
    if card.qr is not None:
        paper.qr(card.qr.content, card.qr.caption)
    for part in card.parts:
        paper.heading(say(part.heading))
        paper.items(part.lines)
    paper.heading(say("refcard.sources"))
    for source in card.sources:
        paper.text(source, small=True)
    return paper.done()


def card_text(card: CardContent, say: Say) -> str:
    """The card as plain text."""
    blocks = ["\n".join((card.title, say("refcard.by") % {"organization": card.organization}))]
    blocks += [
        "\n".join((f"{say(part.heading)}:", *(f"- {line}" for line in part.lines))) for part in card.parts
    ]
    blocks.append("\n".join((f"{say('refcard.sources')}:", *(f"- {source}" for source in card.sources))))
    blocks.append(say("refcard.footer"))
    return "\n\n".join(blocks) + "\n"


def qr_picture(qr: Qr) -> Markup:
    """The code as inline SVG, dark on light also where the page is dark."""
    made = segno.make(qr.content, micro=False, error="m")
    drawn: str = made.svg_inline(
        scale=5, dark="#000", light="#fff", svgclass="qr", lineclass=None, title=qr.caption
    )
    return Markup(drawn)
