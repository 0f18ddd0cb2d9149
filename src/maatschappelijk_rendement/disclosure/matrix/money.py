"""The atoms and figures of money: levels, differences and their parts, kinds of money, parties, the MDO."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import gcd, lcm

from maatschappelijk_rendement.disclosure.matrix.atoms import CENT, Form
from maatschappelijk_rendement.disclosure.matrix.figures import MONTHS, Key, Name
from maatschappelijk_rendement.disclosure.matrix.labels import (
    AFTER,
    AVERTED,
    BEFORE,
    COMPARED,
    EXISTING,
    NEW,
    TOTAL,
    Block,
    Gathered,
    Recoded,
    put,
)

MDO = "MDO"
TRANSFER = "inkomensoverdracht"
SOM, WINDOW, ONE_OFF, YEARLY = "som_eur", "in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur"
PARTS = (WINDOW, ONE_OFF, YEARLY)
SPENT = "uitgaven"
PEAKS = {"D": "most_d", "S": "most_s", "O": "most_o"}
"""The most that one of the cases that stand together puts into each part."""
UNPRINTED = ("betaalt", SPENT)
"""Forms by payer that stand in no table by themselves: what existing cases cost in a stream, and what each
kind of case and the MDO cost more or less."""


def coefficients(months: int) -> Mapping[str, Mapping[str, int]]:
    """Give of each part of an amount how often it stands in each column.

    What a window costs is P twelfths of what runs on in a year (S) plus a deviation (D), so that the unsafe
    difference of the two columns is an atom itself.
    """
    return {
        "D": {SOM: 1, WINDOW: 1},
        "S": {SOM: months, WINDOW: months, YEARLY: CENT},
        "O": {SOM: CENT, ONE_OFF: CENT},
    }


@dataclass(eq=False)
class Money:
    """The forms of money of one design, while they are made."""

    recoded: Recoded
    gathered: Gathered
    forms: dict[Name, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    never_negative: list[Form] = field(default_factory=list)

    def make(self) -> None:
        """Make every atom of money and write it into every figure that it is part of."""
        for block, labels, moment, atoms in self._amounts():
            for part, atom in atoms.items():
                times = coefficients(self.recoded.facts.months)[part]
                self._write(block, labels, moment, atom, times)
            if moment in (BEFORE, AFTER):
                self._pays(labels[1])
            # What a window costs is never below nothing.
            if "D" in atoms:
                months = self.recoded.facts.months
                recurs = {atoms["S"]: months} if "S" in atoms else {}
                self.never_negative.append({atoms["D"]: 1, **recurs})
        self._parties()
        self._mdo()

    def _amounts(self) -> Iterator[tuple[Block, tuple[str, ...], str, dict[str, int]]]:
        recoded, months = self.recoded, self.recoded.facts.months
        blocks = recoded.blocks[0]
        by = ["block", "stream", "payer", "receiver", "money_kind", "moment"]
        amounts = ["case", "in_window_cents", "one_off_cents", "structural_cents"]
        amounts += [name for name in PEAKS.values() if name in recoded.lines]
        for label, (cases, window, one_off, yearly, *most) in recoded.slices(recoded.lines, by, amounts):
            number, *labels, moment = label
            values = {"D": MONTHS * window - months * yearly, "S": yearly, "O": one_off}
            peaks = dict(zip(PEAKS, most, strict=False))
            block = blocks[int(str(number))]
            texts = tuple(str(text) for text in labels)
            atoms = {
                part: self.gathered.add(
                    ("eur", *block, *texts, str(moment), part), cases, cents, peaks.get(part)
                )
                for part, cents in values.items()
            }
            yield block, texts, str(moment), {p: atom for p, atom in atoms.items() if atom is not None}

    def _write(
        self, block: Block, labels: tuple[str, ...], moment: str, atom: int, times: Mapping[str, int]
    ) -> None:
        stream, payer, receiver, kind = labels
        streams = (stream, TOTAL)
        self._write_places(block, streams, moment, atom, times)
        sign = {AFTER: 1, BEFORE: -1}.get(moment)
        if sign is None:
            return
        self._add("geldsoort", (block.group, kind), SOM, atom, sign * times.get(SOM, 0))
        is_transfer = kind == TRANSFER
        column = "waarvan_inkomensoverdracht_eur" if is_transfer else SOM
        self._add("maatschappelijk", (block.group,), column, atom, sign * times.get(SOM, 0))
        self._add(SPENT, (block.group, payer), SOM, atom, sign * times.get(SOM, 0))
        if block.group == EXISTING:
            self._add("betaalt", (payer, stream), SOM, atom, sign * times.get(SOM, 0))
            if receiver:
                self._add("partijen", (receiver,), "ontvangt_eur", atom, sign * times.get(SOM, 0))

    def _write_places(
        self, block: Block, streams: tuple[str, ...], moment: str, atom: int, times: Mapping[str, int]
    ) -> None:
        for wijk in self.recoded.wijken_of(block):
            for stream in streams:
                if moment in (BEFORE, AFTER, "herhaling"):
                    self._add("stromen", (block.group, wijk, stream, moment), SOM, atom, times.get(SOM, 0))
                for comparison, (later, earlier) in COMPARED.items():
                    sign = {later: 1, earlier: -1}.get(moment)
                    if sign is None or not block.has(comparison):
                        continue
                    table, key = place(comparison, block.group, wijk, stream)
                    for column, coefficient in times.items():
                        self._add(table, key, column, atom, sign * coefficient)

    def _add(self, table: str, key: Key, column: str, atom: int, times: int) -> None:
        if times:
            put(self.forms[table, key, column], atom, times)

    def _pays(self, payer: str) -> None:
        """Write down that a party pays, also where it comes to nothing: what existing and new cases cost."""
        for group in {block.group for block in self.recoded.blocks[0]}:
            if group != NEW or self.recoded.design.has_new:
                self.forms.setdefault((SPENT, (group, payer), SOM), {})

    def _parties(self) -> None:
        """A fall in a stream is gain, a rise is investment, each by itself; which of them, everyone sees."""
        paid = {name: form for name, form in self.forms.items() if name[0] == "betaalt"}
        for (_, (payer, _), _), form in paid.items():
            is_rise = sum(self._sum(atom) * times for atom, times in form.items()) > 0
            column, sign = ("investeert_eur", 1) if is_rise else ("profiteert_eur", -1)
            for atom, times in form.items():
                self._add("partijen", (payer,), column, atom, sign * times)

    def _sum(self, atom: int) -> int:
        return int(self.gathered.pieces[atom][1].sum())

    def _mdo(self) -> None:
        recoded = self.recoded
        rows = recoded.facts.mdo
        rows = rows[recoded.kept[rows["case"].to_numpy()]]
        rows = rows.assign(block=recoded.blocks[1][rows["case"].to_numpy()])
        hours: dict[int, int | None] = {}
        by = ["block", "payer", "price_cents"]
        columns = ["case", "milli", "cents", *(name for name in ("most_milli", "most_cents") if name in rows)]
        for label, (cases, milli, paid, *most) in recoded.slices(rows, by, columns):
            number, payer, price = label
            block, cents = recoded.blocks[0][int(str(number))], int(str(price))
            peaks = most[bool(cents)] if most else None
            atom = self.gathered.add(("mdo", *block, payer, cents), cases, paid if cents else milli, peaks)
            counts = recoded.facts.mdo_counts_as_cost
            if counts:
                self._pays(str(payer))
            else:
                self.forms.setdefault((SPENT, (MDO, str(payer)), SOM), {})
            if atom is None:
                continue
            hours[atom] = cents or None
            if not cents:
                continue
            self._add("mdo", (), "totaal_eur", atom, CENT)
            if block.group == EXISTING:
                self._add("partijen", (str(payer),), "investeert_eur", atom, CENT)
            self._add(SPENT, (block.group if counts else MDO, str(payer)), SOM, atom, CENT)
            if counts:
                times = {SOM: CENT, ONE_OFF: CENT}
                self._write_places(block, (MDO, TOTAL), AFTER, atom, times)
                self._add("maatschappelijk", (block.group,), SOM, atom, CENT)
        self._hours(hours)

    def _hours(self, prices: Mapping[int, int | None]) -> None:
        """An hour is an amount by its price, which is public: euros and hours are one."""
        whole = lcm(*(price for price in prices.values() if price))
        times = {atom: whole // price * 1000 if price else whole for atom, price in prices.items()}
        # Cents at a price are thousandths of hours at 1000 / price.
        smallest = gcd(*times.values()) if times else 1
        for atom, coefficient in times.items():
            self._add("mdo", (), "uren", atom, coefficient // smallest)


def place(comparison: str, group: str, wijk: str, stream: str) -> tuple[str, Key]:
    """Give the table and the key of the row of a comparison."""
    table = AVERTED if comparison == AVERTED else "verschil"
    return table, (group, AFTER if comparison == AVERTED else comparison, wijk, stream)
