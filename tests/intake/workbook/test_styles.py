import pytest

from maatschappelijk_rendement.intake.workbook.formats import Shape
from maatschappelijk_rendement.intake.workbook.gate import DamagedPartError, Limits, inspect
from maatschappelijk_rendement.intake.workbook.styles import TooManyStylesError, read_formats

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_styles_give_the_shape_of_a_number(build):
    styles = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="d mmmm yyyy"/>'
        '<numFmt numFmtId="165" formatCode=";;;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/>'
        '<xf numFmtId="zomaar"/></cellXfs></styleSheet>'
    )
    container = inspect(build({}, styles=styles))
    formats = read_formats(container, "xl/styles.xml")
    assert [f.shape for f in formats] == [
        Shape.GENERAL, Shape.DATE, Shape.PERCENT, Shape.NUMBER, Shape.GENERAL,
    ]  # fmt: skip
    assert [f.hides_numbers for f in formats] == [False, False, False, True, False]
    with pytest.raises(TooManyStylesError):
        read_formats(container, "xl/styles.xml", Limits(styles=4))


@pytest.mark.parametrize(
    "styles",
    [
        "<a>",
        f'<styleSheet {MAIN}><cellXfs><xf/></cellXfs><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
    ],
)
def test_styles_that_make_no_sense_are_damaged(build, styles):
    container = inspect(build({}, parts={"xl/styles.xml": styles}))
    with pytest.raises(DamagedPartError):
        read_formats(container, "xl/styles.xml")
