"""Write a drawing as a small picture in a page, with words for who cannot see it.

Written by hand and not by matplotlib: that takes more than a second to load, half of the whole job, and its
bytes change with its version.
"""

from __future__ import annotations

from markupsafe import escape

from maatschappelijk_rendement.plots.drawing import DARK, INK, SOFT_INK, Bar, Dot, Drawing, Label, Line

PLOT_WIDTH, UNITS_PER_INCH = 330, 72
MARGIN_RIGHT, MARGIN_TOP, MARGIN_UNDER = 6, 4, 20
LETTER, LEAST_MARGIN, BESIDE = 6.2, 60, 7  # widths: of a letter, left of the plot, and of a gap
LEAST_SCALE = 0.78  # of a narrow screen; below it the picture scrolls
TEXT_SIZE = 10
TALLER, THINNER = 1.28, 0.5  # rows and bars of a picture with its names above them
UP, DOWN = 6.0, 5.5  # of a name and of its row, from the middle: a name is nearest to its own row
WIDEST, ON_PAPER = 1.4, "8.8cm"  # so that letters are about as large as those of the text around it
BASELINE = {
    "right": 0.35,
    "left": 0.35,
    "middle": 0.35,
    "above": 0.0,
    "below": 0.75,
}  # in text sizes under the point
DASHES = {"solid": "", "dashed": ' stroke-dasharray="4 3"', "dotted": ' stroke-dasharray="1 4"'}


def picture(drawing: Drawing, name: str, title: str, alt: str) -> str:
    """Write a drawing as an inline svg.

    Args:
        drawing: What to draw.
        name: Unique within the page, for the ids.
        title: Name of the picture.
        alt: What it shows, in words with its numbers.

    Returns:
        An ``svg`` element; texts are escaped.
    """
    canvas = _Canvas(drawing, name)
    parts = [canvas.mark(mark) for mark in drawing.marks]
    parts += [canvas.left_name(y, text) for y, text in drawing.left_names]
    parts += [canvas.under_name(x, text) for x, text in drawing.under_names]
    body = "\n".join(parts)
    is_narrow = drawing.names_above or drawing.plot_width < PLOT_WIDTH
    broad = f"; --breed: {canvas.width * WIDEST:.0f}px" if is_narrow else ""
    broad += f"; --papier: {ON_PAPER}" if drawing.names_above else ""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {canvas.width:g} {canvas.height:g}"
 style="--smal: {canvas.width * LEAST_SCALE:.0f}px{broad}"
 font-size="{TEXT_SIZE}" fill="{INK}" role="img" aria-labelledby="{name}-titel {name}-beschrijving">
<title id="{name}-titel">{escape(title)}</title>
<desc id="{name}-beschrijving">{escape(alt)}</desc>
<defs><pattern id="{name}-arcering" width="5" height="5" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)"><path d="M0 0V5" stroke="{INK}"/></pattern></defs>
{body}
</svg>"""


def margin_left(drawing: Drawing) -> float:
    """Give the room that the names left of a drawing need.

    Args:
        drawing: The drawing.
    """
    if drawing.names_above or not drawing.left_names:
        return BESIDE
    longest = max((len(name) for _, name in drawing.left_names), default=0)
    return round(max(LEAST_MARGIN, LETTER * longest + 2 * BESIDE))


class _Canvas:
    """Turns coordinates of a drawing into places on the picture."""

    def __init__(self, drawing: Drawing, name: str) -> None:
        self.name, self.drawing = name, drawing
        self.left = margin_left(drawing)
        self.width = self.left + drawing.plot_width + MARGIN_RIGHT
        self.height = drawing.height * UNITS_PER_INCH * (TALLER if drawing.names_above else 1)
        self.down = DOWN if drawing.names_above else 0
        self.under = MARGIN_UNDER if drawing.under_names else MARGIN_TOP

    def x(self, value: float) -> float:
        share = (value - self.drawing.left) / (self.drawing.right - self.drawing.left)
        return self.left + share * self.drawing.plot_width

    def y(self, value: float) -> float:
        share = (value - self.drawing.top) / (self.drawing.bottom - self.drawing.top)
        return MARGIN_TOP + share * (self.height - MARGIN_TOP - self.under) + self.down

    def mark(self, mark: Bar | Line | Dot | Label) -> str:
        if isinstance(mark, Bar):
            return self.bar(mark)
        if isinstance(mark, Line):
            ends = f"M{_n(self.x(mark.x0))} {_n(self.y(mark.y0))}L{_n(self.x(mark.x1))} {_n(self.y(mark.y1))}"
            return (
                f'<path d="{ends}" stroke="{mark.colour}" stroke-width="{mark.width:g}"{DASHES[mark.style]}/>'
            )
        if isinstance(mark, Dot):
            return f'<circle cx="{_n(self.x(mark.x))}" cy="{_n(self.y(mark.y))}" r="4" fill="{mark.colour}"/>'
        anchor = {"right": "start", "left": "end"}.get(mark.place, "middle")
        slant = f' font-style="italic" fill="{SOFT_INK}"' if mark.absent else ""
        y = self.y(mark.y) + BASELINE[mark.place] * TEXT_SIZE
        return _text(self.x(mark.x), y, mark.text, anchor, slant)

    def point(self, x: float, y: float) -> str:
        return f"{_n(self.x(x))} {_n(self.y(y))}"

    def bar(self, bar: Bar) -> str:
        left, right = sorted((self.x(bar.start), self.x(bar.end)))
        half = bar.thickness / 2 * (THINNER if self.drawing.names_above else 1)
        top, bottom = sorted((self.y(bar.y - half), self.y(bar.y + half)))
        box = f'x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" height="{_n(bottom - top)}"'
        plain = f'<rect {box} fill="{bar.colour}" stroke="{DARK}" stroke-width="0.6"/>'
        return f'{plain}\n<rect {box} fill="url(#{self.name}-arcering)"/>' if bar.hatched else plain

    def left_name(self, y: float, text: str) -> str:
        if self.drawing.names_above:
            middle = self.y(y) - self.down - UP
            # A line may run behind a name.
            box = f'x="{_n(self.left)}" y="{_n(middle - 6)}" width="{_n(LETTER * len(text))}" height="12"'
            words = _text(self.left, middle + 0.35 * TEXT_SIZE, text, "start")
            return f'<rect {box} fill="#fff"/>{words}'
        return _text(self.left - BESIDE, self.y(y) + 0.35 * TEXT_SIZE, text, "end")

    def under_name(self, x: float, text: str) -> str:
        return _text(self.x(x), self.height - 5, text, "middle")


def _text(x: float, y: float, text: str, anchor: str, looks: str = "") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"{looks}>{escape(text)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
