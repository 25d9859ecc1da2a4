"""Where ZIP codes are, offline, and whether a place or a service area is near one. Nobody's own place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

import zipcodes

EARTH_METRES = 6_371_008.8
_NATIONWIDE = re.compile(r"\b(nationwide|national|united states|u\.?s\.?a?|country)\b", re.IGNORECASE)
_STATEWIDE = re.compile(r"\b(california|statewide)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ZipCode:
    """A ZIP code's centroid in degrees, and the county ("Contra Costa") and state ("CA") it lies in."""

    latitude: float
    longitude: float
    county: str
    city: str
    state: str


def zip_code(text: str) -> ZipCode | None:
    """The ZIP code (five digits, or nine with a hyphen); None where there is none such."""
    if not re.fullmatch(r"\d{5}(-\d{4})?", text, re.ASCII):
        return None
    for found in zipcodes.matching(text[:5]):  # type: ignore[no-untyped-call]
        county = str(found["county"]).removesuffix(" County")
        return ZipCode(float(found["lat"]), float(found["long"]), county, found["city"], found["state"])
    return None


def metres(one: ZipCode, latitude: float, longitude: float) -> float:
    """Great-circle distance (haversine) from the centroid."""
    lat1, lat2 = radians(one.latitude), radians(latitude)
    half_lat, half_long = (lat2 - lat1) / 2, radians(longitude - one.longitude) / 2
    return 2 * EARTH_METRES * asin(sqrt(sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_long) ** 2))


def covers(area: Mapping[str, Any], place: ZipCode) -> bool:
    """Whether a service area takes in the ZIP code, as far as its words say.

    Our own areas say so of Contra Costa County. Else the area's name must name the county, the city or the
    state, or the whole country; an area without words, or drawn as a shape, keeps nobody out.
    """
    if area["serves_contra_costa"] is not None and (place.county, place.state) == ("Contra Costa", "CA"):
        return bool(area["serves_contra_costa"])
    drawn = area["extent_type"] not in (None, "", "text")
    words = " ".join(filter(None, (area["name"], area["description"], None if drawn else area["extent"])))
    if not words or drawn:
        return True
    if _NATIONWIDE.search(words) or (place.state == "CA" and _STATEWIDE.search(words)):
        return True
    return any(
        re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE) for name in (place.county, place.city)
    )
