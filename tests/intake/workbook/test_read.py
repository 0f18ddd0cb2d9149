import io
import zipfile
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from maatschappelijk_rendement.domain.errors import UsageError, WorkbookError, causes_of, describe
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, Per
from maatschappelijk_rendement.intake.door import check_workbook, read_workbook, survey_workbook
from maatschappelijk_rendement.intake.workbook.gate import Limits

NO_PRICES = Tariffs()
DATE_WARNING = "datum_als_tekst"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(draft, **options):
    caseload, findings = check_workbook(draft.save(), tariffs=NO_PRICES, **options)
    return caseload, [finding for finding in findings if finding.code != DATE_WARNING]


def codes(findings, level=None):
    return [(f.place, f.code) for f in findings if level in (None, f.level)]


def test_a_sound_workbook_becomes_objects(draft):
    caseload, findings = read(draft)
    assert findings == []
    assert caseload.settings.municipality == "Oss"
    first, second = caseload.cases
    assert (first.case_id, first.wijk, first.case_type) == ("C1", "Ruwaard", CaseType.EXISTING)
    assert (first.mdo_date, first.observed_streams) == (date(2018, 3, 1), ("alle",))
    assert second.observed_streams == ("Wmo", "Wlz")
    line = caseload.usage[0]
    assert (line.moment, line.quantity, line.per) == (Moment.BEFORE, Decimal(4), Per.WEEK)
    assert caseload.tariffs[0].valid_until == date(2031, 1, 1)  # half-open
    assert caseload.reading.usage_rows == (2, 3, 4)


def test_the_rows_are_accounted_for(draft):
    draft["Gebruik"].insert(2, [])
    draft["Gebruik"].extend([["C9", "na", "LOKAAL.HULP", 1, "week"], [], []])
    survey = survey_workbook(draft.save(), tariffs=NO_PRICES)
    usage = next(sheet for sheet in survey.sound.reading.sheets if sheet.sheet == "Gebruik")
    assert (usage.read, usage.used, usage.rejected, usage.blank) == (5, 3, 1, 1)


def test_all_findings_come_at_once_errors_first_sorted_by_sheet_and_cell(draft):
    draft.set("selectie", "zomaar")
    draft["Casussen"][1][1] = None
    for row in range(10):
        draft["Gebruik"].append(["C1", "na", "LOKAAL.HULP", -1 - row, "week"])
    draft["Gebruik"][3][3] = "1,5"
    _, findings = read(draft)
    assert codes(findings) == [
        ("Analyse!B12", "woord_onbekend"),
        ("Casussen!B2", "waarde_ontbreekt"),
        *[
            place
            for row in range(5, 15)
            for place in [(f"Gebruik!{row}", "dubbel"), (f"Gebruik!D{row}", "getal_buiten_grenzen")]
        ],
        ("Gebruik!D4", "getal_als_tekst"),
    ]


def test_an_error_anywhere_means_no_caseload_and_an_exception_with_every_finding(draft):
    draft["Gebruik"][1][3] = "veel"
    draft["Casussen"][2][1] = "=1+1"
    with pytest.raises(WorkbookError) as caught:
        read_workbook(draft.save(), tariffs=NO_PRICES)
    assert ("Gebruik!D2", "geen_getal") in codes(caught.value.findings)
    assert ("Casussen!B3", "teken") in codes(caught.value.findings)
    assert "1+1" not in str(caught.value)


def test_what_is_sound_stays_at_hand_for_further_checks_but_is_no_result(draft):
    draft["Casussen"][2][1] = None  # C2, which has a usage line
    draft["Gebruik"][2][3] = "veel"
    survey = survey_workbook(draft.save(), tariffs=NO_PRICES)
    assert survey.delivery is None
    assert survey.sound.cases["case_id"].tolist() == ["C1"]
    assert survey.sound.usage["line"].tolist() == [2]


def test_findings_past_the_limit_are_counted_by_cause(draft):
    draft["Gebruik"].extend(["C1", "na", "LOKAAL.HULP", -1, "week"] for _ in range(50))
    _, findings = read(draft, limits=Limits(findings=20))
    counts = Counter()
    for finding in findings:
        counts[finding.level, finding.code] += finding.count
    # Rows 5 to 54 have a wrong number and are the same as row 3.
    assert counts == {("fout", "getal_buiten_grenzen"): 50, ("fout", "dubbel"): 50}
    assert len(findings) < 30


def test_an_id_that_is_wrong_in_one_place_gives_one_line_for_all_lines_that_use_it(draft):
    draft["Casussen"][1][0] = "C01"  # was C1, which lines 2 to 4 and sixteen more name
    draft["Gebruik"].extend(["C1", "na", "LOKAAL.HULP", n + 1, "dag", f"{n + 1}-5-2018"] for n in range(16))
    draft["Gebruik"][0].append("startdatum")
    _, findings = read(draft)
    errors = [finding for finding in findings if finding.level == "fout"]
    assert {finding.code for finding in errors} == {"casus_onbekend"}
    assert len(errors) >= 16
    assert len(causes_of(errors)) == 1


def test_a_workbook_as_people_fill_it_in_gives_one_line_a_cause(draft):
    spelled = ["26/08/2022", "22 augustus 2022", "7 sept 2022", "19-3-22", "di 15 maart 2022"]
    for n, day in enumerate(spelled * 8):
        draft["Casussen"].append([f"D{n}", "Ussen", "Nieuw", day, "Wmo, Zvw" if n % 4 == 0 else "alle"])
        draft["Gebruik"].append([f"d{n}", "Na", " LOKAAL.HULP", "1,5", "perweek" if n % 2 else "week"])
    draft.sheets["Programma"] = [["post", "financier", "bedrag", "jaar", "eenmalig"]]
    draft["Programma"].extend(["Team", "gemeente", "\u20ac 15.000,-", 2022, word] for word in ("j", "N", "x"))
    _, findings = read(draft)
    lines = describe(findings).splitlines()
    assert lines[0] == "30 fouten door 2 oorzaken, 51 waarschuwingen door 3 oorzaken"
    starts = [
        "- fout: Casussen, kolom stromen_bekend: 10 cellen, eerst E4, E8, E12: ",
        "- fout: Gebruik, kolom per: 20 cellen, eerst E6, E8, E10: ",
        "- waarschuwing: Casussen, kolom mdo_datum: 8 cellen, eerst D7, D12, D17: ",  # 19-3-22
        "- waarschuwing: Gebruik, kolom aantal: 40 cellen, eerst D5, D6, D7: ",
        "- waarschuwing: Programma, kolom bedrag: 3 cellen, C2, C3, C4: ",
    ]
    assert [line[: len(start)] for line, start in zip(lines[1:], starts, strict=True)] == starts


CASE = ["X", "nieuw", "1-1-2018", "alle"]


def put(draft, sheet, row, column, value):
    draft[sheet][row][column] = value


def number(content, attributes=""):
    return f'<c r="D2"{attributes}>{content}</c>'


def add_markup(draft, place, markup, part="xl/worksheets/sheet3.xml"):
    """Put markup in the place of other in a part, by default in that of sheet Gebruik."""
    with zipfile.ZipFile(io.BytesIO(draft.save())) as archive:
        text = archive.read(part).decode()
    assert place in text
    draft.options["parts"] = {part: text.replace(place, markup)}


# Each entry: what is done to the sound workbook, and the one finding that it must give.
ERRORS = [
    # the sheets
    (lambda d: d.sheets.pop("Casussen"), ("Casussen", "blad_ontbreekt"), "ontbreekt"),
    (lambda d: d.sheets.pop("Gebruik"), ("Gebruik", "blad_ontbreekt"), "ontbreekt"),
    (
        lambda d: d.sheets.update({"mw. Jansen": [["a"]]}),
        ("blad 5", "bladnaam_persoonsgegeven"),
        "persoonsgegeven",
    ),
    (lambda d: d.sheets.update({" GEBRUIK": d.sheets["Gebruik"]}), ("Gebruik", "blad_dubbel"), "dubbel"),
    (lambda d: d["Casussen"].__delitem__(slice(1, None)), ("Casussen", "geen_casus"), "geen"),
    # the headers
    (lambda d: put(d, "Gebruik", 0, 3, "aantall"), ("Gebruik!D1", "kolom_onbekend"), "bedoelde u 'aantal'"),
    (lambda d: put(d, "Gebruik", 0, 3, "Aantal uren"), ("Gebruik!D1", "kolom_onbekend"), "tot 'aantal'"),
    (lambda d: put(d, "Gebruik", 0, 3, "kleur"), ("Gebruik!D1", "kolom_onbekend"), "in een ander bestand"),
    (lambda d: put(d, "Gebruik", 0, 3, "kleur"), ("Gebruik!F1", "kolom_ontbreekt"), "aantal"),
    (lambda d: d.add_column("Casussen", "Wijk ", "Ussen"), ("Casussen!F1", "kolom_dubbel"), "wijk"),
    (lambda d: d.add_column("Casussen", None, None, "iets"), ("Casussen!F3", "kolom_zonder_kop"), "kolomkop"),
    (lambda d: d["Casussen"].insert(0, ["Overzicht"]), ("Casussen!A1", "kop_ontbreekt"), "rij 2"),
    # the settings
    (lambda d: d.set("titel", None), ("Analyse!A12", "instelling_ontbreekt"), "titel"),
    (lambda d: d.set("prijspeil", None), ("Analyse!A12", "instelling_ontbreekt"), "eigen rij, zoals 2022"),
    (lambda d: d.set("index", ""), ("Analyse!B7", "instelling_ontbreekt"), "vul de waarde in, zoals cpi"),
    (lambda d: d["Analyse"].append(["kleur", 1]), ("Analyse!A13", "instelling_onbekend"), "onbekend"),
    (
        lambda d: put(d, "Analyse", 1, 0, "titel rapport"),
        ("Analyse!A2", "instelling_onbekend"),
        "tot 'titel'",
    ),
    (lambda d: d["Analyse"].append(["Titel", "X"]), ("Analyse!A13", "instelling_dubbel"), "dubbel"),
    (lambda d: d.set("periode_maanden", 0), ("Analyse!B4", "getal_buiten_grenzen"), "24"),
    (lambda d: d.set("periode_maanden", 2.5), ("Analyse!B4", "te_veel_decimalen"), "geen decimalen"),
    (lambda d: d.set("prijspeil", 1066), ("Analyse!B6", "getal_buiten_grenzen"), "van 1990 tot en met 2100"),
    (lambda d: d["Analyse"].append(["gemeentecode", "0828"]), ("Analyse!B13", "regiocode"), "4 cijfers"),
    (lambda d: d.set("titel", "x" * 81), ("Analyse!B2", "te_lang"), "80"),
    # the cases
    (
        lambda d: d["Casussen"].append(["c1 ", "X", "nieuw", "1-1-2018", "alle"]),
        ("Casussen!A4", "dubbel"),
        "rij 2",
    ),
    (lambda d: d["Casussen"].append([111222333, *CASE]), ("Casussen!A4", "bsn"), "bsn"),
    (lambda d: d["Casussen"].append(["C.1234.56.782", *CASE]), ("Casussen!A4", "bsn"), "bsn"),
    (lambda d: d["Casussen"].append([1.5, *CASE]), ("Casussen!A4", "type"), "getal"),
    (lambda d: d["Casussen"].append(["x" * 41, *CASE]), ("Casussen!A4", "te_lang"), "40"),
    (lambda d: put(d, "Casussen", 1, 2, "bestaant"), ("Casussen!C2", "woord_onbekend"), "'bestaand'"),
    (lambda d: put(d, "Casussen", 1, 3, 43101), ("Casussen!D2", "getal_zonder_datumopmaak"), "datum"),
    (lambda d: put(d, "Casussen", 1, 3, "2/13/2018"), ("Casussen!D2", "geen_datum"), "maand bestaat niet"),
    (lambda d: put(d, "Casussen", 1, 3, None), ("Casussen!D2", "waarde_ontbreekt"), "mdo_datum"),
    (lambda d: put(d, "Casussen", 1, 3, "n.v.t."), ("Casussen!D2", "waarde_ontbreekt"), "zoals 1-3-2018"),
    (lambda d: put(d, "Casussen", 1, 4, "Wmo;Zwv"), ("Casussen!E2", "stroom_onbekend"), "'zvw'"),
    (lambda d: put(d, "Casussen", 1, 4, "alle;Wmo"), ("Casussen!E2", "stromen"), "alle"),
    (lambda d: put(d, "Casussen", 1, 4, "Wmo, Zvw"), ("Casussen!E2", "stromen_met_komma"), "puntkomma"),
    (lambda d: put(d, "Casussen", 1, 4, " ; "), ("Casussen!E2", "waarde_ontbreekt"), "stromen_bekend"),
    (lambda d: d.add_column("Casussen", "wijkcode", "WK12"), ("Casussen!F2", "regiocode"), "6 cijfers"),
    (lambda d: put(d, "Casussen", 1, 1, "5341 AB 12"), ("Casussen!B2", "postcode"), "postcode"),
    (lambda d: put(d, "Casussen", 1, 1, "a@b.nl"), ("Casussen!B2", "persoonsgegeven"), "e-mailadres"),
    (lambda d: put(d, "Casussen", 1, 1, "x" * 1001), ("Casussen!B2", "grens_tekens"), "grens"),
    # the lines
    (lambda d: put(d, "Gebruik", 1, 0, "C7"), ("Gebruik!A2", "casus_onbekend"), "casussen"),
    (lambda d: put(d, "Gebruik", 1, 1, "voorr"), ("Gebruik!B2", "woord_onbekend"), "bedoelde u 'voor'"),
    (lambda d: put(d, "Gebruik", 1, 2, "LOKAAL.HULPP"), ("Gebruik!C2", "product_onbekend"), "'lokaal.hulp'"),
    (lambda d: put(d, "Gebruik", 1, 3, None), ("Gebruik!D2", "waarde_ontbreekt"), "leeg is niet 0"),
    (lambda d: put(d, "Gebruik", 1, 3, -1), ("Gebruik!D2", "getal_buiten_grenzen"), "aantal"),
    (lambda d: put(d, "Gebruik", 1, 3, 100_001), ("Gebruik!D2", "getal_buiten_grenzen"), "100.000"),
    (lambda d: put(d, "Gebruik", 1, 3, 0.1234), ("Gebruik!D2", "te_veel_decimalen"), "3 decimalen"),
    (lambda d: put(d, "Gebruik", 1, 3, "1.234"), ("Gebruik!D2", "twee_lezingen"), "getal"),
    (lambda d: put(d, "Gebruik", 1, 3, "12,3%"), ("Gebruik!D2", "percentage"), "percentage"),
    (
        lambda d: put(d, "Gebruik", 1, 3, number("<v>1</v>", ' t="b"')),
        ("Gebruik!D2", "type"),
        "waar of onwaar",
    ),
    (
        lambda d: put(d, "Gebruik", 1, 3, number("<v>#N/A</v>", ' t="e"')),
        ("Gebruik!D2", "foutwaarde"),
        "foutwaarde",
    ),
    (
        lambda d: put(d, "Gebruik", 1, 3, number("<f>1+1</f>")),
        ("Gebruik!D2", "formule_zonder_uitkomst"),
        "formule",
    ),
    (
        lambda d: (
            put(d, "Gebruik", 1, 3, number("<f>2+2</f><v>0</v>")),
            d.options.update(workbook_head='<calcPr fullCalcOnLoad="1"/>'),
        ),
        ("Gebruik!D2", "formule_zonder_uitkomst"),
        "niet is uitgerekend",
    ),
    (lambda d: put(d, "Gebruik", 1, 3, "1e-400"), ("Gebruik!D2", "geen_getal"), "aantal"),
    (lambda d: put(d, "Gebruik", 1, 3, number("<v>1e-400</v>")), ("Gebruik!D2", "geen_getal"), "aantal"),
    (
        lambda d: add_markup(d, "</sheetData>", '</sheetData><sheetData><row r="9"/></sheetData>'),
        ("Gebruik", "gegevens_dubbel"),
        "twee keer",
    ),
    (
        lambda d: put(d, "Gebruik", 1, 3, number("<f>[1]X!A1</f><v>2</v>")),
        ("Gebruik!D2", "externe_koppeling"),
        "extern",
    ),
    (
        lambda d: put(d, "Gebruik", 1, 3, number('<f>WEBSERVICE("x")</f><v>2</v>')),
        ("Gebruik!D2", "formule_naar_buiten"),
        "buiten",
    ),
    (lambda d: put(d, "Gebruik", 1, 4, "keer"), ("Gebruik!E2", "woord_onbekend"), "kies uit"),
    (lambda d: d["Gebruik"].append(d["Gebruik"][1]), ("Gebruik!5", "dubbel"), "rij 2"),
    (lambda d: d["Gebruik"].append(["Totaal", None, None, 7]), ("Gebruik!5", "totaalrij"), "totaal"),
    (
        lambda d: d["Gebruik"].append([None, None, None, '<c r="D5"><f>SUM(D2:D4)</f><v>7</v></c>']),
        ("Gebruik!5", "totaalrij"),
        "totaal",
    ),
    (
        lambda d: d["Gebruik"].append(["C2", "voor", "LOKAAL.HULP", 1, "week"]),
        ("Gebruik!B5", "nieuw_met_voor"),
        "nieuwe casus",
    ),
    (lambda d: put(d, "Casussen", 2, 4, "Zvw"), ("Gebruik!C4", "stroom_niet_bekend"), "stromen_bekend"),
    (lambda d: d.add_column("Gebruik", "eenheid", "dag"), ("Gebruik!F2", "eenheid_anders"), "'uur'"),
    (lambda d: d.add_column("Gebruik", "prijsbron", "Contract"), ("Gebruik!2", "prijs_ontbreekt"), "prijs"),
    (
        lambda d: (d.add_column("Gebruik", "prijs", 0), d.add_column("Gebruik", "prijsbron", "")),
        ("Gebruik!G2", "prijsbron_ontbreekt"),
        "prijsbron",
    ),
    (lambda d: d.add_column("Gebruik", "prijs", 10_000_001), ("Gebruik!F2", "getal_buiten_grenzen"), "prijs"),
    (lambda d: d.add_column("Gebruik", "prijs", 0.00001), ("Gebruik!F2", "te_veel_decimalen"), "4 decimalen"),
    (
        lambda d: (
            d.add_column("Gebruik", "startdatum", "2-1-2018"),
            d.add_column("Gebruik", "einddatum", "1-1-2018"),
        ),
        ("Gebruik!G2", "einddatum_voor_startdatum"),
        "einddatum",
    ),
    # the prices
    (lambda d: put(d, "Tarieven", 1, 3, -1), ("Tarieven!D2", "getal_buiten_grenzen"), "prijs_eur"),
    (
        lambda d: put(d, "Tarieven", 1, 5, "1-1-2014"),
        ("Tarieven!F2", "tarief_einde_voor_begin"),
        "geldig_tot",
    ),
    (lambda d: put(d, "Tarieven", 1, 5, "31-12-9998"), ("Tarieven!F2", "geen_datum"), "laat de cel leeg"),
    (
        lambda d: d["Tarieven"].append(["lokaal.hulp", "Wmo", "uur", 60, "1-1-2020", None, "B"]),
        ("Tarieven!E3", "tarief_overlap"),
        "geldt",
    ),
    (
        lambda d: d["Tarieven"].append(["LOKAAL.HULP", "Wmo", "dag", 60, "1-1-2031", None, "B"]),
        ("Tarieven!C3", "tarief_twee_eenheden"),
        "twee eenheden",
    ),
]


@pytest.mark.parametrize(("change", "expected", "word"), ERRORS, ids=[str(e[1]) for e in ERRORS])
def test_each_mistake_has_its_own_error_with_its_cell(draft, change, expected, word):
    change(draft)
    caseload, findings = read(draft)
    assert caseload is None
    assert expected in codes(findings, "fout"), codes(findings)
    texts = [str(f).lower() for f in findings if (f.place, f.code) == expected]
    assert any(word in text for text in texts), texts


SINGLE = {
    "kolom_onbekend",
    "kolom_ontbreekt",
    "blad_dubbel",
    "blad_ontbreekt",
}  # come with what follows from them


@pytest.mark.parametrize(
    ("change", "expected"),
    [(e[0], e[1]) for e in ERRORS if e[1][1] not in SINGLE],
    ids=[str(e[1]) for e in ERRORS if e[1][1] not in SINGLE],
)
def test_one_mistake_gives_one_error(draft, change, expected):
    change(draft)
    _, findings = read(draft)
    assert codes(findings, "fout") == [expected]


@pytest.mark.parametrize("sheet", ["Casussen", "Gebruik", "Tarieven"])
def test_a_header_that_was_emptied_is_one_error_at_its_own_cell(draft, sheet):
    header = draft[sheet][0][0]
    draft[sheet][0][0] = None
    _, findings = read(draft)
    assert codes(findings) == [(f"{sheet}!A1", "kolom_ontbreekt")]
    assert f"Zet de kolomkop {header} in rij 1" in findings[0].advice


@pytest.mark.parametrize("written", ["aantall", "Aantal uren", "hoeveelheid"])
def test_a_column_under_another_name_is_one_error_that_says_how_to_rename_it(draft, written):
    draft["Gebruik"][0][3] = written
    _, findings = read(draft)
    assert codes(findings, "fout") == [("Gebruik!D1", "kolom_onbekend")]
    (finding,) = (finding for finding in findings if finding.level == "fout")
    assert "de kolom 'aantal' ontbreekt" in finding.text
    assert "Hernoem de kolom dan tot 'aantal'" in finding.advice
    assert "haal" not in finding.advice.lower()
    assert written not in f"{finding.text} {finding.advice}"


def test_an_optional_column_under_another_name_is_to_be_renamed_as_well(draft):
    draft.add_column("Gebruik", "start datum", "1-3-2018")
    _, findings = read(draft)
    (finding,) = (finding for finding in findings if finding.level == "fout")
    assert (finding.place, finding.text) == ("Gebruik!F1", "Deze kolom is onbekend.")
    assert "Hernoem de kolom dan tot 'startdatum'" in finding.advice


def test_of_two_columns_that_may_both_be_the_missing_one_neither_is_chosen(draft):
    draft["Gebruik"][0][3] = "aantal uren"
    draft.add_column("Gebruik", "aantal dagen", "3")
    _, findings = read(draft)
    assert codes(findings, "fout") == [
        ("Gebruik!D1", "kolom_onbekend"),
        ("Gebruik!F1", "kolom_onbekend"),
        ("Gebruik!G1", "kolom_ontbreekt"),
    ]
    assert all("Bedoelde u 'aantal'?" in finding.advice for finding in findings[:2])


def test_a_column_that_looks_like_nothing_is_kept_elsewhere_and_not_thrown_away(draft):
    draft.add_column("Gebruik", "kleur", "rood")
    _, findings = read(draft)
    (finding,) = (finding for finding in findings if finding.level == "fout")
    assert "bewaar haar in een ander bestand" in finding.advice
    assert "Bedoelde u" not in finding.advice


WARNINGS = [
    (lambda d: d.set("periode_maanden", 6), ("Analyse!B4", "periode_anders")),
    (lambda d: d["Analyse"].append(["casussen_in_totaal", 1]), ("Analyse!B13", "totaal_te_laag")),
    (lambda d: put(d, "Casussen", 2, 1, "ruwaard"), ("Casussen!B3", "wijk_twee_schrijfwijzen")),
    (lambda d: put(d, "Casussen", 2, 1, "Ru waard"), ("Casussen!B3", "wijk_twee_schrijfwijzen")),
    (
        lambda d: (put(d, "Gebruik", 1, 3, 168.5), put(d, "Gebruik", 2, 3, 100)),
        ("Gebruik!D2", "aantal_ongewoon"),
    ),
    (
        lambda d: (
            d["Tarieven"].append(["LOKAAL.ARTS", "Zvw", "consult", 30, "1-1-2015", None, "Contract"]),
            d["Gebruik"].append(["C1", "na", "LOKAAL.ARTS", 14000, "jaar"]),
        ),
        ("Gebruik!D5", "aantal_ongewoon"),
    ),
    (
        lambda d: d["Casussen"].append(["C3", "Ruwaard", "bestaand", "1-1-2018", "alle"]),
        ("Casussen!A4", "bestaand_zonder_voor"),
    ),
    (
        lambda d: d["Casussen"].append(["Jan de Vries", "Ruwaard", "nieuw", "1-1-2018", "alle"]),
        ("Casussen!A4", "naam_mogelijk"),
    ),
    (lambda d: d.sheets.update({"Klad": [["x"]]}), ("blad 5", "blad_onbekend")),
    (lambda d: d["Gebruik"].__delitem__(slice(1, None)), ("Gebruik", "geen_gebruik")),
    (lambda d: d["Gebruik"].insert(2, []), ("Gebruik!3", "lege_rij")),
    (lambda d: d["Gebruik"].__setitem__(slice(2, 2), [[], []]), ("Gebruik!3:4", "lege_rij")),
    (lambda d: put(d, "Gebruik", 1, 3, "1,5"), ("Gebruik!D2", "getal_als_tekst")),
    (lambda d: put(d, "Gebruik", 1, 3, number("<f>1+1</f><v>2</v>")), ("Gebruik!D2", "formule")),
    (lambda d: put(d, "Casussen", 1, 1, "wijk 123456782"), ("Casussen!B2", "bsn")),
    (lambda d: put(d, "Tarieven", 1, 3, 1_000_001), ("Tarieven!D2", "getal_hoog")),
    (lambda d: d.options.update(workbook_head='<workbookPr date1904="1"/>'), ("", "datumstelsel_1904")),
    (lambda d: d.options.update(states={"Gebruik": "hidden"}), ("Gebruik", "verborgen_blad")),
]


@pytest.mark.parametrize(("change", "expected"), WARNINGS, ids=[str(w[1]) for w in WARNINGS])
def test_what_deserves_a_look_is_a_warning_and_the_workbook_is_read(draft, change, expected):
    change(draft)
    caseload, findings = read(draft)
    assert codes(findings) == [expected]
    assert [f.level for f in findings] == ["waarschuwing"]
    assert [(f.place, f.code) for f in caseload.reading.warnings if f.code != DATE_WARNING] == [expected]


def test_as_many_hours_as_a_week_has_and_as_many_cases_as_there_are_deserve_no_look(draft):
    draft["Gebruik"][1][3] = 168
    draft["Gebruik"][2][3] = 100
    draft["Gebruik"].append(["C1", "na", "LOKAAL.HULP", 169, "maand"])
    draft["Analyse"].append(["casussen_in_totaal", 2])
    assert read(draft)[1] == []


def test_a_number_as_text_tells_how_it_was_read_and_not_what_was_written(draft):
    draft["Tarieven"][1][3] = "1.234,56"
    _, (finding,) = read(draft)
    assert "een getal met 4 cijfers voor de komma en 2 erachter" in finding.text
    assert "234" not in f"{finding.text} {finding.advice}"


def test_a_hidden_format_warns(draft):
    draft.options["styles"] = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    draft["Gebruik"][1][3] = '<c r="D2" s="1"><v>4</v></c>'
    caseload, findings = read(draft)
    assert codes(findings) == [("Gebruik!D2", "verborgen_opmaak")]
    assert "opmaak" in findings[0].text
    assert caseload.usage[0].quantity == 4


@pytest.mark.parametrize(
    ("sheet", "column", "good"),
    [
        ("Analyse", None, None),
        ("Casussen", "herhaling_datum", "1-3-2019"),
        ("Casussen", "wijkcode", "wk082801"),
        ("Gebruik", "startdatum", "2018-03-01"),
        ("Gebruik", "eenheid", "UUR"),
        ("Gebruik", "aard", "informeel"),
        ("Gebruik", "geldstroom", "capaciteit"),
        ("Gebruik", "financier", "Gemeente Oss"),
        ("Gebruik", "ontvanger", "'s-Hertogenbosch"),
        ("Gebruik", "bewoner", "B1"),
        ("Gebruik", "herkomst", "declaratie"),
        ("Tarieven", "omschrijving", "Hulp thuis, per uur (2018)"),
        ("Tarieven", "soort", "voorbeeld"),
    ],
)
def test_an_optional_column_may_be_there(draft, sheet, column, good):
    if column:
        draft.add_column(sheet, column, good)
    _, findings = read(draft)
    assert findings == []


def test_headers_compare_without_case_blanks_or_accents(draft):
    draft["Casussen"][0][0] = "  CASUS_ÍD "
    assert read(draft)[1] == []


def test_ids_compare_without_case_and_get_the_spelling_of_casussen(draft):
    draft["Gebruik"][1][0] = " c1"
    draft["Gebruik"][1][2] = "lokaal.hulp"
    caseload, findings = read(draft)
    assert findings == []
    assert caseload.usage[0].case_id == "C1"
    assert caseload.usage[0].product_code == "LOKAAL.HULP"


def test_ids_are_never_inferred(draft):
    draft["Casussen"].extend([written, *CASE] for written in (1, "01", "1.0", "001"))
    caseload, findings = read(draft)
    assert findings == []
    assert [case.case_id for case in caseload.cases[2:]] == ["1", "01", "1.0", "001"]


def test_a_whole_number_in_an_id_cell_reads_as_its_digits(draft):
    draft["Casussen"].append(["12", "X", "nieuw", "1-1-2018", "alle"])
    draft["Gebruik"].append(['<c r="A5"><v>12.0</v></c>', "na", "LOKAAL.HULP", 1, "week"])
    caseload, findings = read(draft)
    assert findings == []
    assert caseload.usage[-1].case_id == "12"


def test_a_text_that_may_hold_a_bsn_is_kept_out_of_every_output(draft):
    draft["Casussen"][1][1] = "Wijk 123456782"
    caseload, findings = read(draft)
    assert caseload.reading.not_shown == {"wijk 123456782"}
    assert "123456782" not in " ".join(map(str, findings))


def test_two_residents_may_have_the_same_help(draft):
    draft.add_column("Gebruik", "bewoner", "B1", None, None)
    draft["Gebruik"].append(["C1", "voor", "LOKAAL.HULP", 4, "week", "B2"])
    assert read(draft)[1] == []
    draft["Gebruik"].append(["C1", "voor", "LOKAAL.HULP", 4, "week", "b2 "])
    assert codes(read(draft)[1]) == [("Gebruik!6", "dubbel")]


def test_income_and_care_before_the_mdo_are_no_error_for_a_new_case(draft):
    draft["Tarieven"].append(["LOKAAL.UITKERING", "Participatiewet", "maand", 1000, "1-1-2015", None, "B"])
    draft["Casussen"][2][4] = "alle"
    for moment in ("voor", "na"):
        draft["Gebruik"].append(["C2", moment, "LOKAAL.UITKERING", 1, "maand"])
    assert read(draft)[1] == []


def test_prijspeil_is_allowed_and_ignored_under_lopend_and_not_needed(draft):
    draft.set("prijsmodus", "lopend")
    assert read(draft)[1] == []
    draft.set("prijspeil", None)
    draft.set("index", None)
    assert read(draft)[1] == []


@pytest.mark.parametrize(("prices", "found"), [(250, []), (251, [("Tarieven!A253", "grens_prijzen")])])
def test_a_code_has_no_more_prices_than_anybody_would_have(draft, prices, found):
    first = date(1950, 1, 1)
    days = [f"{d.day}-{d.month}-{d.year}" for d in (first + timedelta(days=n) for n in range(prices))]
    draft["Tarieven"].extend(["LOKAAL.VEEL", "Wmo", "uur", 50, day, day, "Contract"] for day in days)
    assert codes(read(draft)[1]) == found


def wlz(draft):
    draft["Tarieven"].append(["LOKAAL.WLZ", "Wlz", "dag", 200, "1-1-2015", None, "B"])
    draft["Tarieven"].append(["LOKAAL.BEG", "Wmo", "uur", 60, "1-1-2015", None, "B"])
    draft.add_column("Tarieven", "productcategorie", None, None, "begeleiding")
    draft.add_column("Gebruik", "startdatum")
    draft.add_column("Gebruik", "einddatum")
    draft.add_column("Gebruik", "bewoner")


@pytest.mark.parametrize(
    ("first", "second", "warns"),
    [
        ((None, None, None), (None, None, None), True),
        (("1-3-2018", "31-5-2018", None), ("1-6-2018", None, None), False),
        (("1-3-2018", "31-5-2018", None), ("31-5-2018", None, None), True),
        ((None, None, "B1"), (None, None, "B1"), True),
        ((None, None, "B1"), (None, None, "B2"), False),
        ((None, None, "B1"), (None, None, None), True),
    ],
)
def test_a_wlz_line_beside_guidance_on_the_same_days_warns(draft, first, second, warns):
    wlz(draft)
    draft["Gebruik"].append(["C1", "na", "LOKAAL.WLZ", 1, "dag", *first])
    draft["Gebruik"].append(["C1", "na", "LOKAAL.BEG", 1, "week", *second])
    assert codes(read(draft)[1]) == ([("Gebruik!C6", "overlap_wlz")] if warns else [])


def test_a_wlz_line_at_another_moment_or_case_does_not_warn(draft):
    wlz(draft)
    draft["Gebruik"].append(["C1", "na", "LOKAAL.WLZ", 1, "dag"])
    draft["Gebruik"].append(["C1", "voor", "LOKAAL.BEG", 1, "week"])
    draft["Gebruik"].append(["C2", "na", "LOKAAL.BEG", 1, "week"])
    assert read(draft)[1] == []


def scores(draft, *rows):
    headers = ["casus_id", "bewoner", "moment", "datum", "instrument", "onderdeel", "score"]
    draft.sheets["Welbevinden"] = [headers, *map(list, rows)]


def test_scores_are_read(draft):
    scores(draft, ["c1", "B1", "voor", "1-3-2018", "rapportcijfer", None, 3.5])
    caseload, findings = read(draft)
    assert findings == []
    assert (caseload.scores[0].case_id, caseload.scores[0].score) == ("C1", Decimal("3.5"))


@pytest.mark.parametrize(
    ("column", "value", "place", "code"),
    [
        (6, 11, "Welbevinden!G2", "score_past_niet"),
        (6, 0, "Welbevinden!G2", "score_past_niet"),
        (6, 7.125, "Welbevinden!G2", "te_veel_decimalen"),
        (5, "Geluk", "Welbevinden!F2", "score_past_niet"),
        (4, "positieve_gezondheid", "Welbevinden!F2", "score_past_niet"),
        (4, "cijfer", "Welbevinden!E2", "woord_onbekend"),
        (2, "nulalternatief", "Welbevinden!C2", "woord_onbekend"),
        (0, "C9", "Welbevinden!A2", "casus_onbekend"),
        (1, None, "Welbevinden!B2", "waarde_ontbreekt"),
    ],
)
def test_a_score_that_does_not_fit_is_an_error(draft, column, value, place, code):
    row = ["C1", "B1", "voor", "1-3-2018", "rapportcijfer", None, 7]
    row[column] = value
    scores(draft, row)
    assert codes(read(draft)[1]) == [(place, code)]


def test_one_score_per_resident_moment_instrument_and_item(draft):
    row = ["C1", "B1", "voor", "1-3-2018", "rapportcijfer", None, 7]
    scores(draft, row, ["C1", "b1", "voor", "2-3-2018", "rapportcijfer", None, 6])
    assert codes(read(draft)[1], "fout") == [("Welbevinden!3", "dubbel")]
    scores(draft, row, ["C2", "B1", *row[2:]], ["C1", "B1", "na", *row[3:]])
    assert read(draft)[1] == []


def hours(draft, *rows):
    headers = ["casus_id", "productcode", "functie", "uren", "uurprijs", "prijsbron"]
    draft.sheets["MDO"] = [headers, *map(list, rows)]


def test_hours_are_read_with_a_product_or_an_own_price(draft):
    hours(draft, ["C1", "LOKAAL.HULP", "wijkteam", 2], ["C1", None, "huisarts", 1.5, 100, "Contract"])
    caseload, findings = read(draft)
    assert findings == []
    assert [effort.hours for effort in caseload.mdo] == [Decimal(2), Decimal("1.5")]
    assert caseload.reading.mdo_rows == (2, 3)


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        (["C1", None, "wijkteam", 2], "MDO!B2", "uren_zonder_prijs"),
        (["C1", "ZOMAAR", None, 2], "MDO!B2", "product_onbekend"),
        (["C1", None, None, 2, 50], "MDO!F2", "prijsbron_ontbreekt"),
        (["C9", "LOKAAL.HULP", None, 2], "MDO!A2", "casus_onbekend"),
    ],
)
def test_hours_without_a_price_are_an_error(draft, row, place, code):
    hours(draft, row)
    assert codes(read(draft)[1]) == [(place, code)]


def test_hours_of_a_product_that_is_not_per_hour_deserve_a_look(draft):
    draft["Tarieven"].append(["LOKAAL.DAG", "Wmo", "dag", 60, "1-1-2015", None, "B"])
    hours(draft, ["C1", "LOKAAL.DAG", None, 2])
    assert codes(read(draft)[1], "waarschuwing") == [("MDO!B2", "product_niet_per_uur")]


def test_the_programme_is_read(draft):
    draft.sheets["Programma"] = [
        ["post", "financier", "bedrag", "jaar", "eenmalig"],
        ["Team", "gemeente", 15_000.5, 2018, "ja"],
    ]
    caseload, findings = read(draft)
    assert findings == []
    assert caseload.programme[0].one_off is True
    assert caseload.programme[0].amount_eur == Decimal("15000.5")


def test_an_unknown_code_on_a_wrong_row_of_tarieven_gives_one_error_not_two(draft):
    draft["Tarieven"][1][3] = "duur"
    assert codes(read(draft)[1], "fout") == [("Tarieven!D2", "geen_getal")]


def test_a_file_that_is_not_there_is_wrong_use_and_its_path_is_not_repeated(tmp_path):
    with pytest.raises(UsageError) as caught:
        read_workbook(tmp_path / "Jansen 123456782.xlsx")
    assert "Jansen" not in str(caught.value)
    with pytest.raises(UsageError, match="map"):
        read_workbook(tmp_path)


def test_a_path_reads_as_its_bytes(draft, tmp_path):
    path = tmp_path / "met een spatie.xlsx"
    path.write_bytes(draft.save())
    assert read_workbook(path, tariffs=NO_PRICES) == read_workbook(draft.save(), tariffs=NO_PRICES)


def test_the_shipped_prices_are_known_when_none_are_given(draft):
    draft["Gebruik"][1][2] = "wmo.hh.uur.ref2022"
    caseload = read_workbook(draft.save())
    assert caseload.usage[0].product_code == "WMO.HH.UUR.REF2022"


@pytest.mark.parametrize("sheet", ["Casussen", "Gebruik"])
def test_a_sheet_that_is_no_worksheet_is_damaged(draft, sheet):
    position = list(draft.sheets).index(sheet) + 1
    draft.options["parts"] = {f"xl/worksheets/sheet{position}.xml": "<a/>"}
    _, findings = read(draft)
    assert codes(findings, "fout") == [(sheet, "beschadigd")]


def test_too_many_sheets_are_refused(draft):
    draft.sheets.update({f"Blad{number}": [["x"]] for number in range(9)})
    _, findings = read(draft, limits=Limits(sheets=10))
    assert codes(findings) == [("", "grens_bladen")]
    assert "bladen" in findings[0].text


def test_a_sheet_of_settings_that_is_cut_off_is_damaged_and_nothing_else(draft):
    rows = '<row><c t="str"><v>instelling</v></c><c t="str"><v>waarde</v></c></row>'
    cut_off = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}'
    draft.options["parts"] = {"xl/worksheets/sheet1.xml": cut_off}
    _, findings = read(draft)
    assert codes(findings) == [("Analyse", "beschadigd")]


def test_many_unknown_codes_get_no_more_suggestions_than_anyone_reads(draft):
    draft["Gebruik"].extend(["C1", "na", f"LOKAAL.HULP{number}", 1, "week"] for number in range(120))
    _, findings = read(draft)
    unknown = [finding for finding in findings if finding.code == "product_onbekend"]
    assert len(unknown) == 120
    assert sum("Bedoelde u" in finding.advice for finding in unknown) == 100


def merge(draft, *areas):
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    add_markup(draft, "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


@pytest.mark.parametrize("areas", [("R1:S1",), ("F1:G1", "F2:F9", "XFD1:XFD1048576"), ("G2:F1",)])
def test_merged_cells_beside_the_table_that_hold_nothing_are_no_matter(draft, areas):
    merge(draft, *areas)
    assert read(draft)[1] == []


@pytest.mark.parametrize("area", ["A2:A3", "E1:F1", "E9:F9", "A9:XFD9", "onzin", "$R$1:$S$1"])
def test_merged_cells_that_touch_the_table_or_lie_nowhere_are_an_error(draft, area):
    merge(draft, "R1:S1", area)
    caseload, findings = read(draft)
    assert caseload is None
    assert [finding.code for finding in findings] == ["samengevoegd"]


def test_merged_cells_beside_the_table_that_hold_something_are_an_error(draft):
    draft["Gebruik"][1] += [None, "iets"]
    merge(draft, "G2:H2")
    assert ("Gebruik!G2:H2", "samengevoegd") in codes(read(draft)[1], "fout")


def test_of_more_merged_cells_than_are_kept_nobody_says_that_they_lie_beside(draft):
    merge(draft, *(f"R{number}:S{number}" for number in range(1, 40)))
    caseload, findings = read(draft, limits=Limits(findings=39))
    assert caseload is None
    assert "samengevoegd_veel" in [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("code", "quantity", "expected"),
    [
        ("BEDRAG.WMO", 250_000.5, []),
        ("bedrag.wmo", 9_999_999.99, []),
        ("BEDRAG.WMO", "250.000,50", []),
        ("BEDRAG.WMO", 10_000_001, [("Gebruik!D3", "getal_buiten_grenzen")]),
        ("LOKAAL.HULP", 100_001, [("Gebruik!D3", "getal_buiten_grenzen")]),
    ],
)
def test_only_an_amount_may_be_above_a_hundred_thousand(draft, code, quantity, expected):
    headers = draft["Gebruik"][0]
    priced = {"prijs": 1, "prijsbron": "Administratie"}
    draft["Gebruik"][0] = [*headers, *(header for header in priced if header not in headers)]
    draft["Gebruik"][2] = ["C1", "na", code, quantity, "totaal"]
    draft["Gebruik"][2] += [priced.get(header) for header in draft["Gebruik"][0][5:]]
    caseload, findings = read(draft)
    assert codes(findings, "fout") == expected
    assert (caseload is None) == bool(expected)
