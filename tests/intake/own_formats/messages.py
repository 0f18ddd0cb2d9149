"""Messages of iWmo and iJw made for tests: all synthetic, with numbers for BSNs that belong to nobody.

A message says in its remarks and names that it is made up; those must never come out of the reader again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SYNTHETIC = "SYNTHETISCH-VERZONNEN"
NAME, BIRTH_DATE, STREET = "Verzonnenaar", "1901-02-03", "Verzonnenlaan"
# BSNs with a right check digit out of the range that Dutch test sets use.
BSNS = tuple(
    f"9999{number:05d}"
    for number in range(1, 20_000)
    if sum(w * int(d) for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), f"9999{number:05d}", strict=True)) % 11
    == 0
)
CODES = {("iwmo", "301"): "414", ("iwmo", "323"): "484", ("ijw", "301"): "436", ("ijw", "323"): "490"}


def element(name: str, *inside: str | None, prefix: str = "m") -> str:
    return f"<{prefix}:{name}>{''.join(part for part in inside if part)}</{prefix}:{name}>"


def optional(name: str, text: object, prefix: str = "m") -> str | None:
    return None if text is None else element(name, str(text), prefix=prefix)


@dataclass(frozen=True)
class Allocation:
    """A ToegewezenProduct; a field that is None is left out."""

    number: str | None = "101"
    category: str | None = "02"
    code: str | None = "02A03"
    decided: str | None = "2022-12-20"
    time: str | None = "10:00:00"
    start: str | None = "2023-01-01"
    end: str | None = "2023-12-31"
    reason: str | None = None
    volume: object = 4
    unit: str | None = "04"
    frequency: str | None = "2"
    budget: object = None
    extra: str = ""

    def xml(self) -> str:
        parts = (("Volume", self.volume), ("Eenheid", self.unit), ("Frequentie", self.frequency))
        extent = [optional(name, value, "i") for name, value in parts]
        product = [optional("Categorie", self.category, "i"), optional("Code", self.code, "i")]
        return element(
            "ToegewezenProduct",
            optional("ToewijzingNummer", self.number),
            element("ReferentieAanbieder", SYNTHETIC),
            element("Product", *product) if any(product) else None,
            optional("Toewijzingsdatum", self.decided),
            optional("Toewijzingstijd", self.time),
            optional("Ingangsdatum", self.start),
            optional("Einddatum", self.end),
            optional("RedenWijziging", self.reason),
            element("Omvang", *extent) if any(extent) else None,
            optional("Budget", self.budget),
            element("Commentaar", SYNTHETIC),
            self.extra,
        )

    def but(self, **changes: object) -> Allocation:
        return replace(self, **changes)


WITHOUT_EXTENT: dict[str, object] = {"volume": None, "unit": None, "frequency": None}


@dataclass(frozen=True)
class Claim:
    """A Prestatie; a field that is None is left out."""

    reference: str | None = "R1"
    previous: str | None = None
    allocation: str | None = "101"
    category: str | None = "02"
    code: str | None = "02A03"
    start: str | None = "2023-05-01"
    end: str | None = "2023-05-31"
    volume: object = 4
    unit: str | None = "04"
    tariff: object = 5000
    cents: object = 20000
    side: str | None = "D"
    extra: str = ""

    def xml(self) -> str:
        return element(
            "Prestatie",
            element(
                "ProductReferentie",
                optional("ReferentieNummer", self.reference, "i"),
                optional("VorigReferentieNummer", self.previous, "i"),
            ),
            optional("ToewijzingNummer", self.allocation),
            optional("ProductCategorie", self.category),
            optional("ProductCode", self.code),
            element(
                "ProductPeriode",
                optional("Begindatum", self.start, "i"),
                optional("Einddatum", self.end, "i"),
            ),
            optional("GeleverdVolume", self.volume),
            optional("Eenheid", self.unit),
            optional("ProductTarief", self.tariff),
            element(
                "IngediendBedrag",
                optional("Bedrag", self.cents, "i"),
                optional("DebetCredit", self.side, "i"),
            ),
            self.extra,
        )

    def but(self, **changes: object) -> Claim:
        return replace(self, **changes)

    def credit(self, reference: str, **changes: object) -> Claim:
        return replace(self, reference=reference, previous=self.reference, side="C", **changes)


def allocation_message(
    bsn: str,
    *products: Allocation,
    domain: str = "iwmo",
    release: str = "3",
    municipality: str = "0384",
    code: str | None = None,
) -> bytes:
    """A 301 of release 3: one client, with a relative who must never be taken for the client."""
    relative = element("Relatie", element("Nummer", "1"), _person())
    client = element(
        "Client",
        element("Bsn", bsn),
        _person(),
        element("Commentaar", SYNTHETIC),
        element("Relaties", relative),
        element(
            "Contactgegevens", element("Contact", element("Adres", element("Straatnaam", STREET, prefix="i")))
        ),
        element("ToegewezenProducten", *(product.xml() for product in products)),
    )
    header = _header(code or CODES[domain, "301"], release, sender=municipality)
    return _bericht(domain, "301", release, header, client)


def old_allocation_message(clients: dict[str, tuple[Allocation, ...]]) -> bytes:
    """A 301 of iWmo 2.0: several clients, each with what was granted beside what was allocated."""
    made = [
        element(
            "Client",
            element("Bsn", bsn),
            _person(),
            element(
                "Beschikking",
                element("Beschikkingnummer", "425386123"),
                element(
                    "BeschiktProducten",
                    *(element("BeschiktProduct", element("Ingangsdatum", "2016-01-01")) for _ in products),
                ),
                element("ToegewezenProducten", *(product.xml() for product in products)),
            ),
        )
        for bsn, products in clients.items()
    ]
    specification = element(
        "Berichtspecificatie", element("Code", "414", prefix="i"), element("Versie", "2", prefix="i")
    )
    header = element("Header", specification, element("Afzender", "0392"))
    return _bericht("iwmo", "301", "2", header, element("Clienten", *made))


def claim_message(
    clients: dict[str, tuple[Claim, ...]],
    *,
    domain: str = "iwmo",
    month: tuple[str, str] = ("2023-05-01", "2023-05-31"),
    total: int | None = None,
    sender: str = "65656055",
    release: str = "3",
) -> bytes:
    """A 323: its total is that of its claims, unless another is given."""
    claims = [claim for products in clients.values() for claim in products]
    signed = [
        -int(str(c.cents)) if c.side == "C" else int(str(c.cents)) for c in claims if c.cents is not None
    ]
    told = sum(signed) if total is None else total
    declaration = element(
        "Declaratie",
        element("DeclaratieNummer", "DN001"),
        element(
            "DeclaratiePeriode",
            element("Begindatum", month[0], prefix="i"),
            element("Einddatum", month[1], prefix="i"),
        ),
        element("DeclaratieDagtekening", month[1]),
        element(
            "TotaalIngediendBedrag",
            element("TotaalBedrag", str(abs(told)), prefix="i"),
            element("DebetCredit", "C" if told < 0 else "D", prefix="i"),
        ),
        element(
            "Clienten",
            *(
                element("Client", element("Bsn", bsn), element("Prestaties", *(c.xml() for c in products)))
                for bsn, products in clients.items()
            ),
        ),
    )
    return _bericht(
        domain, "323", release, _header(CODES[domain, "323"], release, sender=sender), declaration
    )


def other_message(code: str) -> bytes:
    """A message of another kind, such as a start of care (418)."""
    return _bericht("iwmo", "305", "3", _header(code, "3", sender="65656055"))


def _header(code: str, release: str, *, sender: str) -> str:
    return element(
        "Header",
        element("BerichtCode", code),
        element("BerichtVersie", release),
        element("BerichtSubversie", "2"),
        element("Afzender", sender),
        element("BerichtIdentificatie", element("Identificatie", "1", prefix="i")),
    )


def _person() -> str:
    surname = element("Geslachtsnaam", element("Achternaam", NAME, prefix="i"), prefix="i")
    born = element("Geboortedatum", element("Datum", BIRTH_DATE, prefix="i"))
    return born + element("Naam", surname)


def _bericht(domain: str, sort: str, release: str, *inside: str) -> bytes:
    root = f"http://www.istandaarden.nl/{domain}/{release}_2/"
    names = f'xmlns:i="{root}basisschema/schema" xmlns:m="{root}{domain}{sort}/schema"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<m:Bericht {names}>{"".join(inside)}</m:Bericht>'.encode()
    )
