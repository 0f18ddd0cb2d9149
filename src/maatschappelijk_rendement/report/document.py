"""The report as a document without a format: sections with paragraphs, tables and charts.

It is built once; html, pdf, docx and xlsx each write the same document, so that they cannot tell
different stories.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from maatschappelijk_rendement.plots.drawing import Drawing
from maatschappelijk_rendement.report.house_style import HouseStyle
from maatschappelijk_rendement.results.columns import Column, Kind


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from: what it is, how it was computed, over how many, with which prices.

    Attributes:
        figure: The number in words, such as ``Verschil, bestaande casussen, Wmo: som``.
        formula: How it was computed, in Dutch.
        n: Over how many it was computed, in words.
        tariffs: Codes of the tariffs behind it.
        sources: Sources of those tariffs.
    """

    figure: str
    formula: str
    n: str
    tariffs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value as every format shows it, with the number behind it where there is one.

    Attributes:
        text: Dutch text; never empty.
        kind: What the value is.
        value: The number: euros, a count, a score; None for texts and for what is hidden or unknown.
        direction: ``daling``, ``stijging`` or ``gelijk`` beside a difference, else empty.
        absent: ``onderdrukt`` or ``onbekend`` where the number is not there, else empty.
        origin: How the number came about, in key tables.
        formula: How a workbook computes it again, without the equals sign; empty where it does not.
    """

    text: str
    kind: Kind = Kind.TEXT
    value: Decimal | None = None
    direction: str = ""
    absent: str = ""
    origin: Origin | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences; numbered where the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure that a reader must take along.

    Attributes:
        label: What it is.
        value: The figure, with the word that says which way it goes.
        text: One sentence: over how many, and what it is made of.
    """

    label: str
    value: str
    text: str

    @property
    def sentence(self) -> str:
        """The same on one line, where figures cannot be large."""
        return f"{self.label}: {self.value}. {self.text}"


@dataclass(frozen=True, slots=True)
class Headlines:
    """The few figures above everything else, large and beside each other."""

    items: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """The list of sections; what stands before it is the first page."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark that must not be overlooked."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first column names the row.

    Attributes:
        name: Short name for addresses and sheet tabs; unique within a report.
        title: Caption.
        columns: Columns in order.
        rows: Cells in the order of the columns.
        note: What a reader must know to read the table.
        empty: Sentence to show when there are no rows.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[ShownValue, ...], ...]
    note: str = ""
    empty: str = "Deze tabel heeft geen regels."


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: which drawing of which rows, what it says in words, and the table that holds its numbers.

    Attributes:
        name: Unique within a report: ``stromen``, ``verschil`` or ``welbevinden``, and of whom or what.
        title: Caption.
        alt: What the chart shows, in words with its numbers.
        drawing: What is drawn.
        table: The same numbers.
        is_alone: Whether it stands without its table: that is elsewhere, or the picture has all its numbers.
    """

    name: str
    title: str
    alt: str
    drawing: Drawing
    table: Table
    is_alone: bool = False


Block = Paragraph | Heading | Bullets | Headlines | TableOfContents | Notice | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of the report."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The whole report.

    Attributes:
        title: Title as the user gave it.
        subtitle: Municipality and, when given, the date of the report.
        marks: Warnings that stand above everything: ``VERTROUWELIJK``, ``synthetisch``.
        confidential: Whether every page and section carries ``VERTROUWELIJK``.
        sections: In order.
        version: Version of the program.
        style: Look of the user's own organisation.
    """

    title: str
    subtitle: str
    marks: tuple[Notice, ...]
    confidential: bool
    sections: tuple[Section, ...]
    version: str
    style: HouseStyle | None = None


def tables_of(report: ReportDocument) -> list[Table]:
    """Give the tables of a report in order, those that stand under a chart among them.

    Args:
        report: The report.
    """
    found = []
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                found.append(block)
            elif isinstance(block, Chart) and not block.is_alone:
                found.append(block.table)
    return found
