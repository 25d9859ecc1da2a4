import re

from sqlmodel import Session, select

from knowledge.directory import tables
from knowledge.directory.way_labels import label_words, printed_words

# Names of places and organizations, and numbers spelled as words, are the same in both languages.
NAMES = {"Antioch", "Concord", "Richmond", "Bay Area Legal Aid", "Stand Together Contra Costa"}
NAMES |= {"H.E.A.T. Institute information, 2015"}  # of a number that is not given out
SPELLED = re.compile(r"[\d-]+[A-Z][A-Z\d-]*")


def test_every_label_of_the_directory_has_its_spanish_or_is_a_name(session: Session) -> None:
    labels = {
        *session.exec(select(tables.Phone.description)),
        *session.exec(select(tables.Url.label)),
        *session.exec(select(tables.Contact.name)),
    }
    left = {
        label for label in labels if label and label_words(label).es == label and not SPELLED.fullmatch(label)
    }
    assert left <= NAMES


def test_words_beside_a_number_are_put_into_spanish_where_they_stand() -> None:
    printed = printed_words("1-800-551-5554 (ask who can help)", "ask who can help")
    assert printed.of("en") == "1-800-551-5554 (ask who can help)"
    assert printed.of("es") == "1-800-551-5554 (pregunte quién puede ayudar)"


def test_what_nobody_put_into_spanish_stays_as_it_was_printed() -> None:
    assert printed_words("Oak Grove 925-555-0123", "Oak Grove").of("es") == "Oak Grove 925-555-0123"
    assert printed_words("988", None).of("es") == "988"
