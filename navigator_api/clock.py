"""California's clock, by which opening hours, days and deadlines are read."""

from typing import Final
from zoneinfo import ZoneInfo

CALIFORNIA: Final = ZoneInfo("America/Los_Angeles")
