"""Where a story happens, as far as anybody should know: a ward of Birmingham, Birmingham, or nothing.

Nothing nearer than a ward, so that nobody finds a door by a story. A ward has about 10,000 to 20,000 people.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

BIRMINGHAM = "Birmingham"
# The wards of the city since the elections of May 2018.
WARDS = (
    "Acocks Green",
    "Allens Cross",
    "Alum Rock",
    "Aston",
    "Balsall Heath West",
    "Bartley Green",
    "Billesley",
    "Birchfield",
    "Bordesley & Highgate",
    "Bordesley Green",
    "Bournbrook & Selly Park",
    "Bournville & Cotteridge",
    "Brandwood & King’s Heath",
    "Bromford & Hodge Hill",
    "Castle Vale",
    "Druids Heath & Monyhull",
    "Edgbaston",
    "Erdington",
    "Frankley Great Park",
    "Garretts Green",
    "Glebe Farm & Tile Cross",
    "Gravelly Hill",
    "Hall Green North",
    "Hall Green South",
    "Handsworth",
    "Handsworth Wood",
    "Harborne",
    "Heartlands",
    "Highter’s Heath",
    "Holyhead",
    "King’s Norton North",
    "King’s Norton South",
    "Kingstanding",
    "Ladywood",
    "Longbridge & West Heath",
    "Lozells",
    "Moseley",
    "Nechells",
    "Newtown",
    "North Edgbaston",
    "Northfield",
    "Oscott",
    "Perry Barr",
    "Perry Common",
    "Pype Hayes",
    "Quinton",
    "Rubery & Rednal",
    "Shard End",
    "Sheldon",
    "Small Heath",
    "Soho & Jewellery Quarter",
    "South Yardley",
    "Sparkbrook & Balsall Heath East",
    "Sparkhill",
    "Stirchley",
    "Stockland Green",
    "Sutton Four Oaks",
    "Sutton Mere Green",
    "Sutton Reddicap",
    "Sutton Roughley",
    "Sutton Trinity",
    "Sutton Vesey",
    "Sutton Walmley & Minworth",
    "Sutton Wylde Green",
    "Tyseley & Hay Mills",
    "Ward End",
    "Weoley & Selly Oak",
    "Yardley East",
    "Yardley West & Stechford",
)


def places(now: str = "") -> list[tuple[Any, Any]]:
    """Return what can be chosen, nothing and the whole city first; what is written `now` too, if it is none of them."""
    kept = [(now, now)] if now and now not in (BIRMINGHAM, *WARDS) else []
    wards = (_("A part of Birmingham (ward)"), [(ward, ward) for ward in WARDS])
    return [("", _("I would rather not say")), (BIRMINGHAM, BIRMINGHAM), *kept, wards]


class PlaceSelect(forms.Select):
    """A list of the places; it keeps what is written already, though it is none of them."""

    def optgroups(self, name: str, value: Iterable[Any], attrs: Any = None) -> Any:
        """Return the places, with the one that is written."""
        value = list(value)
        self.choices = places(next((str(one) for one in value if one), ""))
        return super().optgroups(name, value, attrs)
