"""Write the synthetic samples of ``voorbeelden/opendata``: made up figures in the layouts of the real tables.

Run it as ``python -m tests.opendata.make_samples``. Wijk 90 and wijk 91 do not exist.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).resolve().parents[2] / "voorbeelden" / "opendata"
AREAS = {"GM0828": ("Oss", "Gemeente"), "WK082890": ("Oss", "Wijk"), "WK082891": ("Oss", "Wijk")}
NAMES = {"GM0828": "Oss", "WK082890": "Wijk 90 Voorbeeldwijk", "WK082891": "Wijk 91 Andere wijk"}
AGES = ("k_0Tot15Jaar", "k_15Tot25Jaar", "k_25Tot45Jaar", "k_45Tot65Jaar", "k_65JaarOfOuder")
# Wijk 90 in 2017 and what changes each year; wijk 91 is twice as large, and the municipality is both.
START = {
    "Mannen": 6000, "Vrouwen": 6100, "k_0Tot15Jaar": 1900, "k_15Tot25Jaar": 1500, "k_25Tot45Jaar": 2900,
    "k_45Tot65Jaar": 3300, "k_65JaarOfOuder": 2500, "HuishoudensTotaal": 5400, "Eenpersoonshuishoudens": 1800,
    "PersonenPerSoortUitkeringBijstand": 430, "PersonenPerSoortUitkeringAO": 750,
    "PersonenPerSoortUitkeringWW": 260, "PersonenPerSoortUitkeringAOW": 2450,
    "JongerenMetJeugdzorgInNatura": 350, "WmoClienten": 960, "AantalInkomensontvangers": 9200,
}  # fmt: skip
STEP = {
    "Mannen": 10, "Vrouwen": 10, "k_65JaarOfOuder": 20, "HuishoudensTotaal": 15,
    "PersonenPerSoortUitkeringBijstand": -10, "WmoClienten": 15, "JongerenMetJeugdzorgInNatura": 5,
}  # fmt: skip
FIXED = {
    "GemiddeldInkomenPerInwoner": "22.4", "GemiddeldInkomenPerInkomensontvanger": "28.9",
    "GemGestandaardiseerdInkomenVanHuish": "27.5", "GemGestandaardiseerdInkomen": "27.5",
    "HuishoudensMetEenLaagInkomen": "6.8", "HuishOnderOfRondSociaalMinimum": "7.1",
    "PersonenInArmoede": "3.9",
    "Nettoarbeidsparticipatie": "66", "PercentageJongerenMetJeugdzorg": "9.4", "Koopwoningen": "55",
    "HuurwoningenTotaal": "45", "InBezitWoningcorporatie": "38", "GemiddeldeWoningwaarde": "215",
    "GemiddeldeWOZWaardeVanWoningen": "298", "AfstandTotHuisartsenpraktijk": "0.8",
    "Bevolkingsdichtheid": "2510",
}  # fmt: skip
# Head of every year, then where benefits and care stand; the numbers are those of the real tables.
_HEAD = ["Gemeentenaam_1", "SoortRegio_2", "Codering_3", "IndelingswijzigingWijkenEnBuurten_4",
         "AantalInwoners_5", "Mannen_6", "Vrouwen_7", *(f"{name}_{place}" for place,
         name in enumerate(AGES, 8)),
         "Ongehuwd_13", "Gehuwd_14"]  # fmt: skip
KWB = {
    2017: ("83765NED", [*_HEAD, "HuishoudensTotaal_28", "Eenpersoonshuishoudens_29", "Bevolkingsdichtheid_33",
        "GemiddeldeWoningwaarde_35", "Koopwoningen_40", "HuurwoningenTotaal_41", "InBezitWoningcorporatie_42",
        "Appartement_48", "Appartement_56", "AantalInkomensontvangers_64",
        "GemiddeldInkomenPerInkomensontvanger_65", "GemiddeldInkomenPerInwoner_66",
        "HuishoudensMetEenLaagInkomen_72", "HuishOnderOfRondSociaalMinimum_73",
        "PersonenPerSoortUitkeringBijstand_74", "PersonenPerSoortUitkeringAO_75",
        "PersonenPerSoortUitkeringWW_76", "PersonenPerSoortUitkeringAOW_77",
        "AfstandTotHuisartsenpraktijk_94",
        "MeestVoorkomendePostcode_102"]),
    2019: ("84583NED", [*_HEAD, "HuishoudensTotaal_28", "Eenpersoonshuishoudens_29", "Bevolkingsdichtheid_33",
        "GemiddeldeWoningwaarde_35", "Koopwoningen_40", "HuurwoningenTotaal_41", "InBezitWoningcorporatie_42",
        "Appartement_48", "Appartement_56", "Nettoarbeidsparticipatie_67", "AantalInkomensontvangers_70",
        "GemiddeldInkomenPerInkomensontvanger_71", "GemiddeldInkomenPerInwoner_72",
        "GemGestandaardiseerdInkomenVanHuish_75", "HuishoudensMetEenLaagInkomen_78",
        "HuishOnderOfRondSociaalMinimum_79", "PersonenPerSoortUitkeringBijstand_83",
        "PersonenPerSoortUitkeringAO_84", "PersonenPerSoortUitkeringWW_85", "PersonenPerSoortUitkeringAOW_86",
        "JongerenMetJeugdzorgInNatura_87", "PercentageJongerenMetJeugdzorg_88", "WmoClienten_89",
        "WmoClientenRelatief_90", "AfstandTotHuisartsenpraktijk_106", "MateVanStedelijkheid_116"]),
    2020: ("84799NED", [*_HEAD, "HuishoudensTotaal_28", "Eenpersoonshuishoudens_29", "Bevolkingsdichtheid_33",
        "GemiddeldeWOZWaardeVanWoningen_35", "Koopwoningen_40", "HuurwoningenTotaal_41",
        "InBezitWoningcorporatie_42", "Nettoarbeidsparticipatie_67", "AantalInkomensontvangers_70",
        "GemiddeldInkomenPerInkomensontvanger_71", "GemiddeldInkomenPerInwoner_72",
        "GemGestandaardiseerdInkomenVanHuish_75", "HuishoudensMetEenLaagInkomen_78",
        "PersonenPerSoortUitkeringBijstand_83", "PersonenPerSoortUitkeringAO_84",
        "PersonenPerSoortUitkeringWW_85", "PersonenPerSoortUitkeringAOW_86",
        "JongerenMetJeugdzorgInNatura_87",
        "PercentageJongerenMetJeugdzorg_88", "WmoClienten_89", "WmoClientenRelatief_90"]),
    2023: ("85618NED", [*_HEAD, "HuishoudensTotaal_29", "Eenpersoonshuishoudens_30", "Bevolkingsdichtheid_34",
        "GemiddeldeWOZWaardeVanWoningen_39", "Koopwoningen_47", "HuurwoningenTotaal_48",
        "InBezitWoningcorporatie_49", "Nettoarbeidsparticipatie_74", "AantalInkomensontvangers_79",
        "GemiddeldInkomenPerInkomensontvanger_80", "GemiddeldInkomenPerInwoner_81",
        "GemGestandaardiseerdInkomenVanHuish_84", "HuishoudensMetEenLaagInkomen_87",
        "PersonenPerSoortUitkeringBijstand_92", "PersonenPerSoortUitkeringAO_93",
        "PersonenPerSoortUitkeringWW_94", "PersonenPerSoortUitkeringAOW_95",
        "JongerenMetJeugdzorgInNatura_96",
        "PercentageJongerenMetJeugdzorg_97", "WmoClienten_98", "WmoClientenRelatief_99"]),
    2024: ("85984NED", [*_HEAD, "HuishoudensTotaal_29", "Eenpersoonshuishoudens_30", "Bevolkingsdichtheid_34",
        "GemiddeldeWOZWaardeVanWoningen_39", "Koopwoningen_47", "HuurwoningenTotaal_48",
        "InBezitWoningcorporatie_49", "HboWo_69", "Nettoarbeidsparticipatie_71",
        "GemiddeldInkomenPerInwoner_78", "PersonenInArmoede_81", "GemGestandaardiseerdInkomen_83",
        "PersonenPerSoortUitkeringBijstand_87", "PersonenPerSoortUitkeringAO_88",
        "PersonenPerSoortUitkeringWW_89", "PersonenPerSoortUitkeringAOW_90",
        "JongerenMetJeugdzorgInNatura_91",
        "PercentageJongerenMetJeugdzorg_92", "WmoClienten_93", "WmoClientenRelatief_94"]),
}  # fmt: skip
# What CBS fills in later: in 2024 these are empty.
NOT_YET = {2024: {"Nettoarbeidsparticipatie", "GemiddeldInkomenPerInwoner", "GemGestandaardiseerdInkomen"}}
SHORT = {
    "AantalInwoners": "a_inw", "Mannen": "a_man", "Vrouwen": "a_vrouw", "k_0Tot15Jaar": "a_00_14",
    "k_15Tot25Jaar": "a_15_24", "k_25Tot45Jaar": "a_25_44", "k_45Tot65Jaar": "a_45_64",
    "k_65JaarOfOuder": "a_65_oo", "HuishoudensTotaal": "a_hh", "Eenpersoonshuishoudens": "a_1p_hh",
    "Bevolkingsdichtheid": "bev_dich", "GemiddeldeWoningwaarde": "g_woz",
    "GemiddeldeWOZWaardeVanWoningen": "g_wozbag", "Koopwoningen": "p_koopw", "HuurwoningenTotaal": "p_huurw",
    "InBezitWoningcorporatie": "p_wcorpw", "Nettoarbeidsparticipatie": "p_arb_pp",
    "GemiddeldInkomenPerInkomensontvanger": "g_ink_po", "GemiddeldInkomenPerInwoner": "g_ink_pi",
    "GemGestandaardiseerdInkomen": "g_hh_sti", "HuishoudensMetEenLaagInkomen": "p_hh_lkk",
    "HuishOnderOfRondSociaalMinimum": "p_hh_osm", "PersonenInArmoede": "p_ink_ar",
    "PersonenPerSoortUitkeringBijstand": "a_soz_wb", "PersonenPerSoortUitkeringAO": "a_soz_ao",
    "PersonenPerSoortUitkeringWW": "a_soz_ww", "PersonenPerSoortUitkeringAOW": "a_soz_ow",
    "JongerenMetJeugdzorgInNatura": "a_jz_tn", "PercentageJongerenMetJeugdzorg": "p_jz_tn",
    "WmoClienten": "a_wmo_t", "WmoClientenRelatief": "p_wmo_t", "AfstandTotHuisartsenpraktijk": "g_afs_hp",
    "Ongehuwd": "a_ongeh", "Gehuwd": "a_gehuwd",
}  # fmt: skip
CAMEL = {
    "AantalInwoners": "aantalInwoners", "Mannen": "mannen", "Vrouwen": "vrouwen",
    "HuishoudensTotaal": "aantalHuishoudens", "GemiddeldInkomenPerInwoner": "gemiddeldInkomenPerInwoner",
    "PersonenPerSoortUitkeringBijstand": "aantalPersonenMetEenAlgBijstandsuitkeringTot",
    "WmoClienten": "aantalWmoClienten", "WmoClientenRelatief": "aantalWmoClientenPer1000Inwoners",
}  # fmt: skip


def figure(stem: str, code: str, year: int) -> str | None:
    """Give a figure of an area, as the source writes it; None is missing."""
    if stem in NOT_YET.get(year, set()) or (stem == "PersonenPerSoortUitkeringWW" and code == "WK082891"):
        return None
    if stem in FIXED:
        return FIXED[stem]
    size = {"WK082890": 1, "WK082891": 2, "GM0828": 3}[code]
    if stem == "AantalInwoners":
        return str(size * (START["Mannen"] + START["Vrouwen"] + 20 * (year - 2017)))
    if stem == "WmoClientenRelatief":
        clients, people = figure("WmoClienten", code, year), figure("AantalInwoners", code, year)
        return str(round(1000 * int(clients or 0) / int(people or 1)))
    if stem in START:
        return str(size * (START[stem] + STEP.get(stem, 0) * (year - 2017)))
    return {"Ongehuwd": "5000", "Gehuwd": "4900", "IndelingswijzigingWijkenEnBuurten": "1"}.get(stem, "7")


def stem(header: str) -> str:
    name, _, number = header.rpartition("_")
    return name if number.isdigit() else header


def kwb_rows(year: int) -> list[dict[str, str | None]]:
    _, headers = KWB[year]
    rows = []
    for place, (code, (municipality, level)) in enumerate(AREAS.items()):
        known = {"Gemeentenaam_1": municipality, "SoortRegio_2": level, "Codering_3": code}
        row: dict[str, str | None] = {"ID": str(place), "WijkenEnBuurten": code}
        row |= {header: known.get(header) or figure(stem(header), code, year) for header in headers}
        rows.append(row)
    return rows


def statline_csv(rows: list[dict[str, str | None]], padded: dict[str, int]) -> str:
    """Write rows as StatLine does: keys padded, a missing value as a point behind blanks."""
    lines = [";".join(rows[0])]
    for row in rows:
        cells = [
            "       ." if value is None else value.ljust(padded.get(header, 0))
            for header, value in row.items()
        ]
        lines.append(";".join(cells))
    return "\r\n".join(lines) + "\r\n"


_PADDED = {"WijkenEnBuurten": 10, "Wijken": 10, "Codering_3": 10, "Gemeentenaam_1": 40, "SoortRegio_2": 10}


def short_rows(year: int) -> list[list[str | None]]:
    """The Excel version: short names, a decimal comma as text, and the names of the wijken."""
    stems = [name for name in map(stem, KWB[year][1]) if name in SHORT]
    head: list[str | None] = ["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "gwb_code", "ind_wbi"]
    rows = [[*head, *(SHORT[name] for name in stems)]]
    for code, (municipality, level) in AREAS.items():
        row: list[str | None] = [code, code[2:], NAMES[code], municipality, level, code, "1"]
        rows.append(row + [(figure(name, code, year) or ".").replace(".", ",", 1) for name in stems])
    return [[None if cell is None else ("." if cell == "," else cell) for cell in row] for row in rows]


def write_xlsx(rows: list[list[str | None]], path: Path, sheet: str) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                text = (cell or "").replace(",", ".")
                if number and place > 6 and text.replace(".", "", 1).isdigit():
                    page.write_number(number, place, float(text))
                elif cell is not None:
                    page.write_string(number, place, cell)


# Two squares and a third wijk without figures, in RD (metres).
_BORDERS = {
    "WK082890": [[162000, 419000], [164000, 419000], [164000, 421000], [162500, 421500], [162000, 419000]],
    "WK082891": [[164000, 419000], [167000, 419500], [166500, 421800], [164000, 421000], [164000, 419000]],
    "WK082892": [[162500, 421500], [164000, 421000], [166500, 421800], [165000, 423500], [162500, 421500]],
}


def map_service(year: int) -> str:
    features = []
    for code, ring in _BORDERS.items():
        values: dict[str, object] = dict.fromkeys(CAMEL.values(), -99997)
        if code in AREAS:
            for name, camel in CAMEL.items():
                number = figure(name, code, year)
                values[camel] = -99995 if number is None else float(number) if "." in number else int(number)
        properties = {
            "wijkcode": code, "jrstatcode": f"{year}{code}", "wijknaam": NAMES.get(code,
            "Wijk 92 Derde wijk"),
            "gemeentecode": "GM0828", "gemeentenaam": "Oss", "jaar": year, "water": "NEE", **values,
        }  # fmt: skip
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1) + "\n"


TYPES = {"T001024": 1.0, "A019506": 0.4, "A019507": 0.5, "A019508": 0.02, "A019509": 0.6}


def wmo_rows(year: int, shift: int) -> list[dict[str, str | None]]:
    """Wmo per wijk; in later tables a column with the borders came in, and the numbers shifted."""
    name = "TypeMaatwerkvoorziening" if year > 2020 else "TypeMaatwerkarrangement"
    rows: list[dict[str, str | None]] = []
    for kind, part in TYPES.items():
        for code, (municipality, level) in AREAS.items():
            for period, of_year in ((f"{year}HJ01", 0.9), (f"{year}HJ02", 0.95), (f"{year}JJ00", 1.0)):
                total = int(figure("WmoClienten", code, year) or 0)
                clients: str | None = str(5 * round(total * part * of_year / 5))
                if kind == "A019508" and code == "WK082890" and period.endswith("HJ01"):
                    clients = None
                people = int(figure("AantalInwoners", code, year) or 1)
                per = None if clients is None else str(round(1000 * int(clients) / people))
                row: dict[str, str | None] = {
                    "ID": str(len(rows)),
                    name: kind,
                    "Wijken": code,
                    "Perioden": period,
                }
                row |= {"Gemeentenaam_1": municipality}
                row |= (
                    {"SoortRegio_2": level, "Codering_3": code, "IndelingswijzeWijken_4": "1"}
                    if shift
                    else {}
                )
                row |= {} if shift else {"Codering_2": code}
                row |= {f"WmoClienten_{3 + shift}": clients, f"WmoClientenPer1000Inwoners_{4 + shift}": per}
                rows.append(row)
    return rows


def youth_rows(year: int) -> list[dict[str, str | None]]:
    name = "Vormen" if year > 2024 else "VormenVanJeugdzorg"
    rows: list[dict[str, str | None]] = []
    for kind, part in (
        ("Totaal jeugdzorg", 1.0),
        ("Jeugdhulp zonder verblijf", 0.9),
        ("Jeugdbescherming", 0.1),
    ):
        for code, (municipality, level) in AREAS.items():
            total = int(figure("JongerenMetJeugdzorgInNatura", code, year) or 0)
            rows.append(
                {
                    "ID": str(len(rows)),
                    name: kind,
                    "Wijken": code,
                    "Perioden": f"{year}JJ00",
                    "Gemeentenaam_1": municipality,
                    "SoortRegio_2": level,
                    "Codering_3": code,
                    "IndelingswijzeWijken_4": "1",
                    "TotaalJongerenMetJeugdzorg_5": str(5 * round(total * part / 5)),
                }
            )
    return rows


# Share of residents in wijk 90 in 2012, per indicator; weights add up to 100, and a part is under its whole.
GGD = {
    "ErvarenGezondheidGoedZeerGoed": 74, "VoldoetAanBeweegrichtlijn": 44, "WekelijkseSporters": 48,
    "Ondergewicht": 2, "NormaalGewicht": 46, "Overgewicht": 52, "ErnstigOvergewicht": 17, "Roker": 19,
    "VoldoetAanAlcoholRichtlijn": 41, "Drinker": 76, "ZwareDrinker": 8, "OvermatigeDrinker": 6,
    "EenOfMeerLangdurigeAandoeningen": 38, "BeperktVanwegeGezondheid": 34,
    "ErnstigBeperktVanwegeGezondheid": 6, "LangdurigErnstigBeperkt": 5, "PsychischeKlachten": 23,
    "ZeerLageVeerkracht": 18, "ZeerHogeVeerkracht": 12, "MistEmotioneleSteun": 8,
    "SuicideGedachtenLaatste12Maanden": 9, "HoogRisicoOpAngstOfDepressie": 8,
    "HeelVeelStressInAfgelopen4Weken": 18, "Eenzaam": 46, "ErnstigZeerErnstigEenzaam": 12,
    "EmotioneelEenzaam": 29, "SociaalEenzaam": 34, "Mantelzorger": 14, "Vrijwilligerswerk": 26,
    "MoeiteMetRondkomen": 18, "LopenEnOfFietsenNaarSchoolOfWerk": 47, "LopenNaarSchoolOfWerk": 12,
    "FietsenNaarSchoolOfWerk": 41, "NietSpecifiekeKlachten": 30,
}  # fmt: skip
ONLY_FROM = {"PsychischeKlachten": 2022, "ZeerLageVeerkracht": 2022, "ZeerHogeVeerkracht": 2022,
             "HeelVeelStressInAfgelopen4Weken": 2020, "LangdurigErnstigBeperkt": 2016}  # fmt: skip
STILL = {"Ondergewicht", "NormaalGewicht", "Overgewicht"}


def ggd_rows(years: tuple[int, ...], ages: tuple[str, ...], first: int) -> list[dict[str, str | None]]:
    rows: list[dict[str, str | None]] = []
    for age in ages:
        for margin, off in (("MW00000", 0), ("MOG0095", -3), ("MBG0095", 3)):
            for code, (municipality, level) in AREAS.items():
                for year in years:
                    row: dict[str, str | None] = {
                        "ID": str(len(rows)), "Leeftijd": age, "Marges": margin, "WijkenEnBuurten": code,
                        "Perioden": f"{year}JJ00", "Gemeentenaam_1": municipality, "SoortRegio_2": level,
                        "Codering_3": code,
                    }  # fmt: skip
                    for place, (name, share) in enumerate(GGD.items(), start=first):
                        moved = 0 if name in STILL else (year - 2012) // 4 + (code == "GM0828")
                        value = f"{max(0, share + moved + off)}.{place % 10 if off == 0 and not moved else 0}"
                        value = f"{max(0, share + moved + off)}.0" if name in STILL else value
                        row[f"{name}_{place}"] = None if year < ONLY_FROM.get(name, 0) else value
                    rows.append(row)
    return rows


REGIONAL = {
    "KostenTotaal": 2900, "KostenFarmacie": 290, "KostenGeboortezorg": 55, "KostenGgz": 260,
    "KostenHuisartsenzorg": 210, "KostenHulpmiddelen": 95, "KostenMondzorg": 50,
    "KostenMultidisciplinaireZorg": 40, "KostenParamedischeZorg": 60, "KostenVerplegingEnVerzorging": 240,
    "KostenMedischSpecialistischeZorg": 1500,
}  # fmt: skip


def regional_rows() -> list[dict[str, str | None]]:
    rows: list[dict[str, str | None]] = []
    for code, (municipality, level) in AREAS.items():
        for year in (2021, 2022, 2023):
            row: dict[str, str | None] = {
                "ID": str(len(rows)), "WijkenEnBuurten": code, "Perioden": f"{year}JJ00",
                "Gemeentenaam_1": municipality, "SoortRegio_2": level, "Codering_3": code,
            }  # fmt: skip
            row |= {
                f"{name}_{place}": str(euros + 10 * (year - 2021))
                for place, (name, euros) in enumerate(REGIONAL.items(), 4)
            }
            row["SesWoaScore_20"] = "0.1"
            rows.append(row)
    return rows


CLASSES = ["0 t/m  4 jaar", "5 t/m  9 jaar",
           *(f"{age} t/m {age + 4} jaar" for age in range(10, 90, 5)), "90+"]  # fmt: skip
# Oss costs 5 % more than the others at each age, so the truth of a comparison is known.
DEARER = {"OSS": Decimal("1.05")}
PLACES = {"OSS": 400, "S HERTOGENBOSCH": 700, "NUENEN CA": 110}
_OLD = ["medisch_specialistische_zorg", "mondzorg", "farmacie", "huisarts_inschrijftarief",
         "huisarts_consult",
        "huisarts_mdz", "huisarts_overig", "hulpmiddelen", "paramedische_zorg_fysiotherapie",
        "paramedische_zorg_overig", "ziekenvervoer_zittend", "ziekenvervoer_liggend", "kraamzorg",
        "verloskundige_zorg", "generalistische_basis_ggz", "specialistische_ggz", "langdurige_ggz",
        "grensoverschrijdende_zorg", "eerstelijns_ondersteuning", "geriatrische_revalidatiezorg",
        "verpleging_en_verzorging", "overig"]  # fmt: skip
_2020 = [*_OLD[:20], "eerstelijnsverblijf", *_OLD[20:]]
_2023 = [*(name for name in _OLD if not name.endswith("_ggz")), "eerstelijnsverblijf", "gzsp",
         "integrale_geboortezorg", "innovatiegelden_ggz", "consulten_ggz", "intramuraal_verblijf_ggz",
         "overige_prestaties_ggz"]  # fmt: skip
# Euros a year for somebody of 40; older costs more, and men and women the same.
PER_PERSON = {"medisch_specialistische_zorg": 900, "farmacie": 200, "verpleging_en_verzorging": 60,
              "specialistische_ggz": 180, "consulten_ggz": 150, "huisarts_inschrijftarief": 65}  # fmt: skip
VEKTIS = {2015: (_OLD, str.upper), 2020: (_2020, str.lower), 2023: (_2023, lambda name: name.lower()[:32])}


def vektis(year: int, by: str = "gemeentenaam", places: dict[str, int] | None = None) -> str:
    """The file of a year; the rest row holds 0,3 % of the insured years, where cells were too small."""
    kinds, written = VEKTIS[year]
    headers = ["geslacht", "leeftijdsklasse", by, "aantal_bsn", "aantal_verzekerdejaren"]
    names = [written(name) for name in (*headers, *(f"kosten_{kind}" for kind in kinds))]
    rows = []
    for place, people in (places or PLACES).items():
        for sex in "MV":
            for number, age in enumerate(CLASSES):
                alive = people if number < 14 else people * (19 - number) // 8
                years = Decimal(alive) * 98 / 100
                costs = _costs(kinds, years * DEARER.get(place, 1), number, year)
                rows.append([sex, age, place, str(alive), f"{years:.2f}", *costs])
    rest_years = Decimal("150.25")
    rest = ["", "", "", "155", str(rest_years), *_costs(kinds, rest_years, 8, year)]
    rows = [rest, *rows] if year < 2020 else [*rows, rest]
    return "\r\n".join(";".join(row) for row in [names, *rows]) + "\r\n"


def _costs(kinds: list[str], years: Decimal, age: int, year: int) -> list[str]:
    growth = Decimal(100 + 3 * (year - 2015)) / 100
    weight = Decimal(4 + age * age) / 68
    return [f"{years * PER_PERSON.get(kind, 12) * weight * growth:.2f}" for kind in kinds]


def texts() -> dict[str, str]:
    """Every sample that is text, by name of the file."""
    made = {
        f"kwb_{year}_{table}_synthetisch.csv": statline_csv(kwb_rows(year), _PADDED)
        for year, (table, _) in KWB.items()
    }
    typed = {"odata.metadata": "84799NED/TypedDataSet", "value": [_typed(row) for row in kwb_rows(2020)]}
    made["kwb_2020_84799NED_synthetisch.json"] = json.dumps(typed, indent=1) + "\n"
    made["wijken_2023_kaart_synthetisch.geojson"] = map_service(2023)
    for year, table, shift in ((2017, "84751NED", 0), (2020, "84908NED", 2), (2025, "86158NED", 2)):
        made[f"wmo_wijken_{table}_synthetisch.csv"] = statline_csv(wmo_rows(year, shift), _PADDED)
    for year, name in ((2022, "2022"), (2023, "2023"), (2025, "86204NED")):
        made[f"jeugd_wijken_{name}_synthetisch.csv"] = statline_csv(youth_rows(year), _PADDED)
    every = ("20300", "53115", "80200")
    new = ggd_rows((2012, 2016, 2020, 2022, 2024), every, 5)
    made["ggd_50150NED_synthetisch.csv"] = statline_csv(new, _PADDED)
    old = ggd_rows((2012, 2016, 2020, 2022), every[:1], 4)
    made["ggd_50120NED_synthetisch.csv"] = statline_csv(old, _PADDED)
    made["regiobeeld_50149NED_synthetisch.csv"] = statline_csv(regional_rows(), _PADDED)
    for year in VEKTIS:
        made[f"vektis_{year}_gemeente_synthetisch.csv"] = vektis(year)
    made["vektis_2023_postcode3_synthetisch.csv"] = vektis(2023, "postcode_3", {"534": 300, "535": 120})
    return made


def _typed(row: dict[str, str | None]) -> dict[str, object]:
    """A row as typed JSON has it: numbers are numbers, missing is null, keys are padded."""
    typed: dict[str, object] = {}
    for header, value in row.items():
        if value is None or header in {"Gemeentenaam_1", "SoortRegio_2"}:
            typed[header] = value
        elif value.replace(".", "", 1).isdigit():
            typed[header] = float(value) if "." in value else int(value)
        else:
            typed[header] = value.ljust(_PADDED.get(header, 0))
    return typed


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="")
    write_xlsx(short_rows(2024), FOLDER / "kwb-2024-synthetisch.xlsx", "KWB2024")
    office = shutil.which("soffice")
    if office is None:
        sys.exit("soffice maakt het oude Excelbestand")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "kwb-2017-synthetisch.xlsx"
        write_xlsx(short_rows(2017), source, "KWB2017")
        command = [office, "--headless", "--convert-to", "xls", "--outdir", str(FOLDER), str(source)]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
