import base64
import hashlib
import json
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

pytestmark = pytest.mark.anyio

TOKEN = "0123456789abcdef0123456789abcdef"
PUBLIC_URL = "https://line.example.org"
FORM = {"MessageSid": "SM1", "From": "+19255550123", "Body": "hola", "NumMedia": "0"}


async def refused(response, doors, rasa) -> bool:
    """The constant answer, with nothing kept and nobody asked."""
    assert response.text == "Forbidden"
    assert rasa.received == []
    return response.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        "hola",
        "",
        " spaces around \t",
        "1 + 1 = 2 & more; %41 #",
        "¿Dónde está mi niña? áéíóúñü",
        "👩\u200d👧 emoji",
        "line\nbreak\r\n",
        "a=b&c=d",
        "trailing \x00 nul",
    ],
)
async def test_a_genuine_text_is_let_in_whatever_it_says(body, doors) -> None:
    response = await doors.post_sms(FORM | {"Body": body})
    assert response.status_code == 200


async def test_fields_that_twilio_adds_do_not_matter(doors) -> None:
    form = FORM | {"FromCity": "", "FromState": "CA ", "SmsSid": "SM1", "ApiVersion": "2010-04-01"}
    assert (await doors.post_sms(form)).status_code == 200


async def test_the_query_of_the_address_is_signed_too(doors) -> None:
    assert (await doors.post_sms(FORM, path="/sms?a=1&b=%20")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Twilio-Signature": ""},
        {"X-Twilio-Signature": "bm90IGEgc2lnbmF0dXJlIGF0IGFsbA=="},
        {"X-Twilio-Signature": "\xff\xfe"},
        {"X-Twilio-Signature": "x" * 5000},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json"},
        {"Content-Type": ""},
    ],
)
async def test_a_wrong_header_is_refused(headers, doors, rasa) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    assert await refused(await doors.post_sms(FORM, headers=encoded), doors, rasa)


async def test_a_missing_signature_is_refused(doors, rasa) -> None:
    assert await refused(await doors.http.post("/sms", data=FORM), doors, rasa)


@pytest.mark.parametrize(
    "content",
    [
        urlencode(FORM | {"Body": "other"}),
        urlencode(FORM | {"Body": "hola "}),
        urlencode(FORM | {"From": "+19255550124"}),
        urlencode(FORM | {"Extra": "x"}),
        urlencode({name: FORM[name] for name in ("MessageSid", "From", "Body")}),
        urlencode(FORM) + "&Body=hola",
        urlencode(FORM) + "&Body=other",
        urlencode([*FORM.items(), ("From", "")]),
        "",
        "Body=%ff%fe",
        "Body=\u00e1",
        "&".join(f"k{n}=v" for n in range(500)),
        "%",
        json.dumps(FORM),
    ],
)
async def test_a_tampered_body_is_refused(content, doors, rasa) -> None:
    assert await refused(await doors.post_sms(FORM, content=content), doors, rasa)


async def test_a_repeated_name_is_refused_even_when_it_was_signed_as_one(doors, rasa) -> None:
    content = urlencode(FORM) + "&Body=hola"
    assert await refused(await doors.post_sms(FORM, content=content), doors, rasa)


async def test_a_json_body_is_refused_even_with_a_signed_address_and_hash(doors, rasa) -> None:
    """The helper's validator lets a tampered JSON body through when it is handed a dict."""
    body = json.dumps(FORM)
    path = f"/sms?bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
    signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path, {})
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        headers = {"X-Twilio-Signature": signature, "Content-Type": kind}
        assert await refused(await doors.http.post(path, content=body, headers=headers), doors, rasa)


async def test_a_form_that_names_no_sender_is_refused(doors, rasa) -> None:
    assert await refused(await doors.post_sms({"MessageSid": "SM1", "Body": "x"}), doors, rasa)


@pytest.mark.parametrize("token", ["", "another token"])
async def test_another_token_or_none_lets_nobody_in(token, open_doors, rasa) -> None:
    async with open_doors(twilio_auth_token=token) as doors:
        assert await refused(await doors.post_sms(FORM), doors, rasa)


async def test_the_empty_token_cannot_be_signed_with(open_doors, rasa) -> None:
    async with open_doors(twilio_auth_token="") as doors:
        signature = RequestValidator("").compute_signature(PUBLIC_URL + "/sms", FORM)
        response = await doors.http.post("/sms", data=FORM, headers={"X-Twilio-Signature": signature})
        assert await refused(response, doors, rasa)


async def test_the_public_address_counts_and_not_the_one_we_are_called_at(open_doors, rasa) -> None:
    async with open_doors(public_url="https://other.example.org/line") as doors:
        assert await refused(await doors.post_sms(FORM), doors, rasa)
        signature = RequestValidator(TOKEN).compute_signature("https://other.example.org/line/sms", FORM)
        response = await doors.http.post("/sms", data=FORM, headers={"X-Twilio-Signature": signature})
        assert response.status_code == 200


async def test_without_a_public_address_the_requests_own_counts(open_doors) -> None:
    async with open_doors(public_url=None) as doors:
        assert (await doors.post_sms(FORM)).status_code == 200


async def test_a_status_report_is_checked_and_dropped(doors, rasa) -> None:
    report = {"MessageSid": "SM1", "MessageStatus": "delivered", "To": "+19255550123"}
    assert (await doors.post_sms(report, path="/sms/status")).status_code == 204
    assert await refused(await doors.http.post("/sms/status", data=report), doors, rasa)


async def test_the_check_agrees_with_twilios_own_description() -> None:
    """HMAC-SHA1 over the address and the sorted names and values, in base64; written out once by hand."""
    import hmac

    joined = PUBLIC_URL + "/sms" + "".join(name + FORM[name] for name in sorted(FORM))
    by_hand = base64.b64encode(hmac.new(TOKEN.encode(), joined.encode(), hashlib.sha1).digest()).decode()
    assert RequestValidator(TOKEN).compute_signature(PUBLIC_URL + "/sms", FORM) == by_hand
