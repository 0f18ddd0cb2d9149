import pytest

from maatschappelijk_rendement.intake.door import check_workbook
from maatschappelijk_rendement.intake.workbook.gate import DamagedPartError
from maatschappelijk_rendement.intake.workbook.markup import (
    MOST_NAMES,
    MOST_TAG_BYTES,
    CrowdedPartError,
    ignore,
    parse,
)

CHUNK = 256 * 1024


def read(data):
    parse((data[place : place + CHUNK] for place in range(0, len(data), CHUNK)), ignore, ignore, ignore)


def many(form, count=MOST_NAMES + 1):
    return " ".join(form.format(number) for number in range(count))


FLOOD = "<x {}/>".format(many('a{}="1"'))


@pytest.mark.parametrize(
    "xml",
    [
        FLOOD,
        "<x>{}</x>".format(many('<c a{}=""/>')),
        "<x>{}</x>".format(many("<c{}/>")),
        "<x {}/>".format(many('xmlns:n{}="u"')),
        "<x>{}</x>".format(many('<c xmlns="u{}"/>')),
    ],
    ids=["in een element", "verspreid", "elementen", "voorvoegsels", "naamruimten"],
)
def test_names_without_end_are_refused_wherever_they_stand(xml):
    with pytest.raises(CrowdedPartError):
        read(xml.encode())


@pytest.mark.parametrize(
    "begin",
    ['<x a="', "<x><!--", "<x><?a ", "<x a='>'  b='"],
    ids=["kenmerk", "opmerking", "opdracht", "met >"],
)
def test_a_tag_without_end_is_refused_before_it_is_read_to_its_end(begin):
    read_so_far = []

    def chunks():
        yield begin.encode()
        for _ in range(40 * MOST_TAG_BYTES // CHUNK):
            read_so_far.append(CHUNK)
            yield b"y" * CHUNK

    with pytest.raises(CrowdedPartError):
        parse(chunks(), ignore, ignore, ignore)
    assert sum(read_so_far) < 2 * MOST_TAG_BYTES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_an_honest_part_holds_is_read(encoding):
    areas = many("A{0}:B{0}", 8_000)
    names = many('<naam{0} kenmerk{0}="1"/>', 500)
    cells = '<c r="A1"/>' * 10_000
    text = "tekst " * 400_000
    read(
        f'<?xml version="1.0" encoding="{encoding}"?><x>{names}<y sqref="{areas}"/>{text}'
        f"<![CDATA[{text}]]>{cells}</x>".encode(encoding)
    )


def test_a_crowded_part_is_a_damaged_one():
    assert issubclass(CrowdedPartError, DamagedPartError)


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("xl/worksheets/sheet3.xml", "Gebruik"),
        ("xl/styles.xml", "xl/styles.xml"),
        ("xl/workbook.xml", ""),
        ("xl/_rels/workbook.xml.rels", ""),
        ("xl/comments1.xml", "Gebruik"),
    ],
)
def test_each_crowded_part_is_told_of_at_its_place(draft, part, place):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    draft.options |= {
        "styles": "<styleSheet/>",
        "parts": {
            "xl/worksheets/_rels/sheet3.xml.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="c" Type="{office}/comments" '
                'Target="../comments1.xml"/></Relationships>'
            ),
            part: FLOOD,
        },
    }
    caseload, findings = check_workbook(draft.save())
    assert caseload is None
    (finding,) = (finding for finding in findings if finding.code == "grens_kenmerken")
    assert finding.sheet == place
    assert finding.advice
