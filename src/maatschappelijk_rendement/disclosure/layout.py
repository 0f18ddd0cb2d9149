"""The tables that may be published: their key columns, and which columns fall together.

A column that is not named here is refused, so that no new figure slips past disclosure control.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maatschappelijk_rendement.disclosure.cells import CellStats, Key
from maatschappelijk_rendement.errors import MaatschappelijkRendementError

Row = Mapping[str, object]

MAIN = "hoofdgetal"
COUNT = "aantal"
PARTS = "delen"
STRUCTURAL = "structureel"
SPLIT = "verdeling"
SINGLE = "losse casus"
PAIRED = "gepaard"
ABOVE = "boven"

ROW_COLUMNS = frozenset({"status", "regel"})


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table is judged.

    Attributes:
        key: Columns that name a row, in the order of the keys of ``stats``.
        figures: For each group of columns that is shown or hidden together, its columns; the first decides
            about the row.
        stats: Columns for which the contributions must be given.
        intern: Columns that never leave in a published table and are emptied.
    """

    key: tuple[str, ...]
    figures: Mapping[str, tuple[str, ...]]
    stats: tuple[str, ...] = ()
    intern: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that can be hidden."""
        return tuple(column for columns in self.figures.values() for column in columns)


_DELTA = Layout(
    key=("groep", "moment", "wijk", "stroom"),
    figures={
        MAIN: ("som_eur",),
        COUNT: ("n", "gemiddelde_eur", "bi95_laag_eur", "bi95_hoog_eur", "marge_te_smal"),
        PARTS: ("in_venster_eur", "eenmalig_eur"),
        STRUCTURAL: ("structureel_per_jaar_eur",),
        SPLIT: ("n_gestegen", "n_gedaald", "n_gelijk"),
        SINGLE: ("mediaan_eur", "som_zonder_grootste_eur", "aandeel_grootste"),
    },
    stats=("som_eur", "in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur"),
)

LAYOUTS: Mapping[str, Layout] = {
    "stromen": Layout(
        ("groep", "wijk", "stroom", "moment"), {MAIN: ("som_eur",), COUNT: ("n",)}, stats=("som_eur",)
    ),
    "verschil": _DELTA,
    "vermeden": _DELTA,
    "welbevinden": Layout(
        ("groep", "wijk", "instrument", "onderdeel", "moment", "gepaard_met"),
        {
            MAIN: ("n_bewoners", "gemiddelde"),
            COUNT: ("n_casussen",),
            PAIRED: ("gepaard_n", "gepaard_verschil"),
            ABOVE: ("n_boven",),
            SPLIT: ("n_hoger", "n_gelijk", "n_lager"),
        },
        stats=("gemiddelde", "gepaard_verschil"),
    ),
    "maatschappelijk": Layout(
        ("groep",),
        {"som_eur": ("som_eur",), "waarvan_inkomensoverdracht_eur": ("waarvan_inkomensoverdracht_eur",)},
        stats=("som_eur", "waarvan_inkomensoverdracht_eur"),
    ),
    "geldsoort": Layout(("groep", "geldstroom"), {MAIN: ("som_eur",), COUNT: ("n",)}, stats=("som_eur",)),
    "volledigheid": Layout(("stroom", "moment"), {MAIN: ("n_bekend", "n_onbekend")}),
    "mdo": Layout(
        (), {MAIN: ("totaal_eur", "uren"), COUNT: ("n",)}, stats=("totaal_eur",), intern=("per_casus",)
    ),
    "partijen": Layout(
        ("partij",),
        {column: (column,) for column in ("investeert_eur", "profiteert_eur", "ontvangt_eur")},
        stats=("investeert_eur", "profiteert_eur", "ontvangt_eur"),
    ),
    "herkomst_gebruik": Layout(("herkomst",), {MAIN: ("n_regels",)}),
    "effect": Layout(
        ("ontwerp",),
        {MAIN: ("effect_eur", "n", "n_vergelijking", "bi95_laag_eur", "bi95_hoog_eur", "marge_te_smal")},
        stats=("effect_eur", "alternatief_eur"),
    ),
}


@dataclass(frozen=True)
class ExactTable:
    """One exact table with what disclosure control needs to judge it.

    Attributes:
        name: One of ``LAYOUTS``.
        rows: Exact rows; ``status`` is ``getoond`` (or absent), ``onvolledig`` or ``onbekend``.
        stats: For each column that needs them, the contributions at each key. The level before of the cases
            in a repeat is no column, but follows from the level and the difference: ``verschil`` gives it as
            ``voor_eur``, and that of the cases without a repeat as ``rest_eur``.
        parts: Amounts that stand in no table and of which figures of this one are sums. For ``partijen``, by
            party and stream, what it pays more (its MDO hours under ``MDO``); for ``mdo``, by group, what its
            cases cost.

    Raises:
        MaatschappelijkRendementError: An unknown table or column, or a figure without its contributions.
    """

    name: str
    rows: Sequence[Row]
    stats: Mapping[str, Mapping[Key, CellStats]] = field(default_factory=dict)
    parts: Mapping[tuple[str, ...], CellStats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name not in LAYOUTS:
            raise MaatschappelijkRendementError(
                f"De tabel '{self.name}' is niet bekend bij de openbaarmaking."
            )
        known = {*self.layout.key, *self.layout.columns, *self.layout.intern, *ROW_COLUMNS}
        for row in self.rows:
            unknown = sorted(set(row) - known)
            if unknown:
                raise MaatschappelijkRendementError(
                    f"De tabel '{self.name}' heeft een kolom zonder regel: {', '.join(unknown)}."
                )
            needed = set(self.layout.stats)
            if self.name == "welbevinden" and not row.get("gepaard_n"):
                needed.discard("gepaard_verschil")
            if self.name == "verschil" and row["moment"] == "herhaling":
                needed |= {"voor_eur", "rest_eur"}
            if row.get("status") != "onbekend":
                missing = sorted(
                    column for column in needed if self.key(row) not in self.stats.get(column, {})
                )
                if missing:
                    raise MaatschappelijkRendementError(
                        f"De tabel '{self.name}' mist de bijdragen achter: {', '.join(missing)}."
                    )

    @property
    def layout(self) -> Layout:
        """How this table is judged."""
        return LAYOUTS[self.name]

    def key(self, row: Row) -> Key:
        """The key of a row."""
        return tuple(None if row[column] is None else str(row[column]) for column in self.layout.key)

    def judged(self) -> list[tuple[Row, dict[str, str]]]:
        """The rows that have figures with their key columns by name, in an order of their own."""
        rows = [
            (row, {column: str(row[column]) for column in self.layout.key})
            for row in self.rows
            if row.get("status") != "onbekend"
        ]
        return sorted(rows, key=lambda pair: list(pair[1].values()))
