"""What a caller may ask the lists for: HSDS's own parameters, and no others."""

from datetime import UTC, datetime
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from knowledge.directory.hsds.find import Wanted
from knowledge.directory.hsds.near import zip_code

PER_PAGE = 25
LARGEST_PAGE = 100
FURTHEST = 25_000_000  # metres; farther than anywhere on earth


def _in_utc(text: str) -> str:
    """An ISO date or time as the directory writes times; without a zone it is UTC."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("write it as 2026-11-22 or 2026-11-22T08:00:00Z") from None
    aware = given if given.tzinfo else given.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_zip_code(text: str) -> str:
    if zip_code(text) is None:
        raise ValueError("no ZIP code of the United States")
    return text


# PostgreSQL takes no NUL in a text.
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Moment = Annotated[Text, AfterValidator(_in_utc)]
Postcode = Annotated[Text, AfterValidator(_is_zip_code)]
Metres = Annotated[float, Field(ge=0, le=FURTHEST, allow_inf_nan=False)]


class Asked(BaseModel):
    """The parameters of every list. An unknown one is refused, so that nobody takes a typo for a filter."""

    model_config = ConfigDict(extra="forbid")

    search: Text | None = Field(None, description="Words that the name or description must have.")
    page: int = Field(1, ge=1, description="Counted from 1; a page past the end is empty.")
    per_page: int | None = Field(None, ge=1, le=LARGEST_PAGE, description=f"{PER_PAGE} if not given.")
    format: Literal["json", "ndjson"] = Field("json", description="ndjson: everything, an object a line.")

    def wanted(self) -> Wanted:
        """The filters among the parameters."""
        names = Wanted.__dataclass_fields__.keys() & type(self).model_fields.keys()
        return Wanted(**{name: getattr(self, name) for name in names})


class One(BaseModel):
    """A single object takes no parameters."""

    model_config = ConfigDict(extra="forbid")


class OneOrganization(One):
    """The parameters of `/organizations/{id}`."""

    full_service: bool = Field(False, description="With each service in full.")


class Tagged(Asked):
    """The parameters of what bears taxonomy terms."""

    taxonomy_term_id: Text | None = Field(None, description="With this term.")
    taxonomy_id: Text | None = Field(None, description="With any term of this taxonomy.")
    full: bool = Field(False, description="Everything that hangs on each object.")


class Services(Tagged):
    """The parameters of `/services`."""

    organization_id: Text | None = Field(None, description="Provided by this organization.")
    modified_after: Moment | None = Field(None, description="Changed at or after this ISO date or time.")
    minimal: bool = Field(False, description="Only id and last_modified, by default all on one page.")


class Organizations(Tagged):
    """The parameters of `/organizations`."""

    full_service: bool = Field(False, description="As full, with each service in full.")


class ServicesAtLocations(Tagged):
    """The parameters of `/service_at_locations`."""

    organization_id: Text | None = Field(None, description="Provided by this organization.")
    modified_after: Moment | None = Field(None, description="Whose service changed at or after this time.")
    postcode: Postcode | None = Field(None, description="The ZIP code that the service area takes in.")
    proximity: Metres | None = Field(None, description="With postcode: within so many metres of its middle.")


class Terms(Asked):
    """The parameters of `/taxonomy_terms`."""

    taxonomy_id: Text | None = Field(None, description="Of this taxonomy.")
    top_only: bool = Field(False, description="Only terms without a parent.")
    parent_id: Text | None = Field(None, description="Only children of this term.")


AnyAsked = TypeVar("AnyAsked", bound=Asked)


def merged(query: AnyAsked, body: AnyAsked | None) -> AnyAsked:
    """What a POST asks for: the query and the JSON body, which wins; a body keeps words out of addresses."""
    if body is None:
        return query
    given = query.model_dump(exclude_unset=True) | body.model_dump(exclude_unset=True)
    return type(query).model_validate(given)
