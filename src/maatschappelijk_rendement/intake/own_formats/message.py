"""What is taken out of a message of iWmo or iJw: the elements that are counted, and their place.

Names, dates of birth, addresses and remarks have no field here, so they never leave the parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from maatschappelijk_rendement.intake.own_formats.codelists import MessageKind
from maatschappelijk_rendement.intake.own_formats.mapped import Place


@dataclass(frozen=True, slots=True, order=True)
class MessagePlace:
    """Where something stands: the how manieth message, client in it, and product of that client.

    A file name may hold a name, so a message goes by its number in the order of the file names.

    Example:
        >>> str(MessagePlace(3, 2, 1)), str(MessagePlace(3))
        ('bericht 3, cliënt 2, product 1', 'bericht 3')
    """

    message: int
    client: int = 0
    product: int = 0

    def __str__(self) -> str:
        words = f"bericht {self.message}"
        if self.client:
            words += f", cliënt {self.client}"
        return f"{words}, product {self.product}" if self.product else words

    @property
    def origin(self) -> Place:
        """The same place as a row of the workbook tells it."""
        return MessageOrigin("berichten", self.message, said=str(self))


@dataclass(frozen=True, slots=True)
class MessageOrigin(Place):
    """Origin of a row that was made of a message, which has no rows: ``row`` is the number of the message."""

    said: str = ""
    what: ClassVar[tuple[str, str]] = ("bericht", "berichten")

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class MessageProduct:
    """A ToegewezenProduct or a Prestatie as it stands in the message.

    Attributes:
        place: Where it stands.
        person: Pseudonym of the client.
        fields: Text by path of the element inside the product, such as ``Omvang/Volume``.
    """

    place: MessagePlace
    person: str
    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        place: Its number.
        kind: Which message it is.
        release: BerichtVersie; 0 where it is not told or no number.
        fields: Text by path of the element in the header and the claim, such as ``Header/Afzender``.
        products: All products of all clients, in order.
        clients: Number of clients in it.
        unknown_elements: Elements inside a product that no layout has; they are not read.
    """

    place: MessagePlace
    kind: MessageKind
    release: int
    fields: Mapping[str, str] = field(repr=False)
    products: tuple[MessageProduct, ...]
    clients: int
    unknown_elements: int
