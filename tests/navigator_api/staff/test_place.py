from navigator_api.staff.place import Place


def test_outside_development_only_the_public_address_counts() -> None:
    place = Place.of("https://line.example.org/x", 8000, development=False)
    assert place.origins == {"https://line.example.org"}


def test_in_development_this_machine_counts_too() -> None:
    place = Place.of(None, 8000, development=True)
    assert place.origins == {"http://127.0.0.1:8000", "http://localhost:8000"}


def test_passkeys_belong_to_a_host_name_of_ours() -> None:
    place = Place.of("https://line.example.org", 8000, development=True)
    here, local = place.relying("line.example.org"), place.relying("localhost")
    assert here is not None
    assert local is not None
    assert (here.id, here.origins) == ("line.example.org", ("https://line.example.org",))
    assert local.origins == ("http://localhost:8000",)


def test_there_are_none_for_an_ip_or_a_host_that_is_not_ours() -> None:
    place = Place.of("https://line.example.org", 8000, development=True)
    assert [place.relying(host) for host in ("127.0.0.1", "evil.example", "", None)] == [None] * 4
