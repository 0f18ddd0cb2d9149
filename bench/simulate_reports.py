"""Make reports of caseloads in which nothing happened, and read what they say of the MDO.

Each caseload is chosen from the most costly quarter and has no true effect: what falls, falls by itself. Of
half of them the MDO and the programme have a cost, and a third has new cases, so that there is a balance.
Its public report and the pages of its three readers are made by the program itself. Each of their sentences
that names the MDO or a cause must be one of a closed list, each read and found to say nothing of what the MDO
did. Another sentence counts as a claim and ends the run with exit code 1; so does a report that answers the
first question and not the second. Everything is synthetic.

Run (200 reports, about six minutes):
    .venv/bin/python bench/simulate_reports.py
    .venv/bin/python bench/simulate_reports.py 20
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement import (
    AnalysisSettings,
    Case,
    CaseLoad,
    MdoEffort,
    MicroAnalysis,
    ProgrammePost,
    Tariff,
    Usage,
    WellbeingScore,
    analyse,
)
from maatschappelijk_rendement.report import document
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.readers import Reader, report_for
from maatschappelijk_rendement.report.sections import build
from maatschappelijk_rendement.report.words import certainty
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.statistics.synthetic import CostShape, cost_panel

SIZES, SIGMAS = (12, 20, 32, 45, 60, 100), (0.5, 1.0, 1.5)
SELECTIONS = ("hoogste_kosten", "onbekend", "inbreng_professional")
MDO_DATE, REPEAT_DATE = date(2018, 1, 1), date(2019, 7, 1)
WIJKEN = ("Noord", "Zuid")
OF_A_CAUSE = re.compile(
    r"mdo|gesprek|aanpak|bespa|effect|dankzij|\bdoor\b|(?:daar|waar|hier|er)door|gevolg|resulta|\bleid|oorzaak|zorgt"
    r"|\bwerkt|helpt|rendement|opbrengst|voordeel|samenhang|hangt .*samen|profit|winst|verdien|toeval"
)
NO = "Nee, want er is geen groep zonder MDO om mee te vergelijken."
STREAMS = ("Jeugdwet", "Participatiewet", "Welzijn", "Wgs", "Wlz", "Wmo", "Zvw")
# What happened to the costs between two moments, without a cause.
TITLES = (
    f"{stream} {moved} het meest{seen}: kosten per stroom voor en na het MDO, {group} casussen"
    for stream in STREAMS
    for moved in ("daalde", "steeg")
    for seen in ("", " van wat te zien is")
    for group in ("bestaande", "nieuwe")
)
# The posts of the balance, which is said to be no saving, with or without that rounding shows.
BALANCES = tuple(
    f"Over # casussen: {cases}MDO #, programma #{rounded}."
    for cases in (
        "",
        "bestaande casussen #, ",
        "nieuwe casussen #, ",
        "bestaande casussen #, nieuwe casussen #, ",
    )
    for rounded in ("", " (#)")
)
READ = frozenset(
    (
        *TITLES,
        *BALANCES,
        "# kerncijfers zijn onderdrukt; rapport.xlsx en resultaten.json zeggen welke.",
        "Bij een nieuwe casus begint de hulp met het MDO, dus die kosten stijgen vanzelf.",
        "De gesprekken zelf kostten samen ongeveer #.",
        "De kosten van het MDO zelf zitten niet in het verschil: # voor alle casussen samen.",
        "Een getal is onderdrukt als het te herleiden is, of als daardoor een ander getal te herleiden is.",
        "Kosten per stroom voor en na het MDO, nieuwe casussen",
        "Er zijn ook nieuwe casussen, waarin de hulp pas met het MDO begon.",
        "Ze tellen in geen enkele tabel mee, ook niet bij het MDO.",
        "Sommige cijfers zijn onderdrukt: zij zijn te herleiden, of daardoor een ander cijfer.",
        "Wat de gesprekken zelf kostten, laten we niet zien.",
        "Voor het MDO waren er bij deze casussen nog geen kosten in: Wmo.",
        "Voor het MDO waren er bij deze casussen nog geen kosten in: Zvw.",
        "Voor het MDO waren er bij deze casussen nog geen kosten in: Wmo, Zvw.",
        "# nieuwe casussen staan apart: de hulp begint daar pas met het MDO en kost dan vanzelf meer.",
        (
            "Bij de # nieuwe casussen stijgen de kosten samen met #; de hulp die pas met het MDO begon (#), "
            "kost #."
        ),
        "Bewoners die al hulp kregen (#): na het gesprek waren de kosten ongeveer # hoger.",
        "Bewoners die al hulp kregen (#): na het gesprek waren de kosten ongeveer # lager.",
        "Eén kerncijfer is onderdrukt; rapport.xlsx en resultaten.json zeggen welke.",
        "Het cijfer steeg van # naar #: welbevinden voor en na het MDO: rapportcijfer van # tot #",
        # The next sentence asks whether that is because of it, and says that it may well not be.
        "Na het gesprek waren ze ongeveer # hoger.",
        "Na het gesprek waren ze ongeveer # lager.",
        "Bij # casussen waarin al hulp was, zijn de kosten na het MDO samen # hoger dan ervoor.",
        "Bij # casussen waarin al hulp was, zijn de kosten na het MDO samen # lager dan ervoor.",
        "De cijfers laten zien wat er veranderde, niet waardoor.",
        "De kosten na het MDO zijn een raming.",
        (
            "De marge gaat over toeval tussen casussen: met andere, vergelijkbare casussen komt het "
            "gemiddelde daar meestal tussen uit (#)."
        ),
        "De marge van het gemiddelde is # tot # per casus: ook aan de rand zijn de kosten na het MDO lager.",
        "Dit is geen besparing.",
        (
            "Dit rapport vergelijkt voor # casussen uit Voorbeeldstad de kosten in de # maanden voor het "
            "MDO met die in de # maanden erna; de kosten erna zijn echt gemaakt."
        ),
        (
            "Dit rapport vergelijkt voor # casussen uit Voorbeeldstad de kosten in de # maanden voor het "
            "MDO met die in de # maanden erna; de kosten erna zijn een raming."
        ),
        "Een MDO is een overleg bij de bewoner thuis.",
        "Een nieuwe casus had voor het MDO nog geen hulp uit deze stromen: Wmo, Jeugdwet, Wgs, Welzijn, Wlz.",
        "Elk bedrag is afgerond; door afronding kunnen totalen afwijken van de som van hun delen.",
        "Er is geen groep zonder MDO om mee te vergelijken.",
        "Er zijn geen nieuwe casussen, dus geen casussen waarin de hulp pas met het MDO begon.",
        "Gekozen is voor met en zonder MDO.",
        (
            "Het is geen besparing: bestaande en nieuwe casussen zijn andere mensen, en vermeden kosten "
            "tellen niet mee."
        ),
        "Investeert: kosten van MDO en programma, en elke stijging van kosten.",
        "Komt dit door het gesprek?",
        "Kosten per stroom voor en na het MDO, bestaande casussen",
        "Kosten van het MDO en het programma",
        "Kosten van het MDO zelf",
        "Nee, want er is geen groep zonder MDO om mee te vergelijken.",
        "Niet opgegeven: MDO, programma.",
        "Ook zonder het gesprek kon er iets veranderen.",
        "Profiteert: elke daling van kosten.",
        "Staat er geen regel voor het MDO, dan zitten die kosten al in de regels van de casussen.",
        "Van het verschil loopt niets door: het is eenmalig.",
        "Wat de gesprekken zelf kostten, weten we niet.",
        "Wat er zonder MDO was gebeurd, is niet ingevuld.",
        "Wat het MDO zelf kostte, staat hier niet.",
        "Welbevinden voor en na het MDO: rapportcijfer van # tot #",
        "Welbevinden, voor en na het MDO",
        (
            "Wie hulp krijgt als het slecht gaat, heeft later vaak ook zonder MDO lagere kosten en een "
            "beter cijfer."
        ),
        "Wie investeert, wie profiteert",
        "Wie investeert, wie profiteert (#)",
        "Wij keken bij # huishoudens naar de # maanden voor het gesprek en de # maanden erna.",
        "Zegt dat iets over het MDO?",
        "Zo'n gesprek heet een MDO.",
        "onderzocht: #; score voor het MDO: #; score na het MDO: #.",
        "voor het MDO: # (#); na het MDO: # (#).",
    )
)
"""Every sentence of a report that names the MDO or a cause, numbers as #: none says what the MDO did."""


def caseload(run: int) -> CaseLoad:
    """Draw cases of the most costly quarter, whose cost and score after hang on nothing but chance."""
    draw = np.random.default_rng([2018, run])
    n, sigma = SIZES[run % len(SIZES)], SIGMAS[run // len(SIZES) % len(SIGMAS)]
    panel = cost_panel(n, 3, CostShape(sigma=sigma, selected_share=0.25), seed=[2018, run])
    has_repeat = run % 4 == 0
    cases, usage, scores = [], [], []
    has_costs, n_new = run // 2 % 2 == 1, 12 * (run // 3 % 3 == 1)
    for number, cents in enumerate(panel.tolist()):
        name = f"c{number:03}"
        repeat = REPEAT_DATE if has_repeat else None
        wijk = WIJKEN[number % 2] if run % 2 else WIJKEN[0]
        cases.append(
            Case(case_id=name, wijk=wijk, case_type="bestaand", mdo_date=MDO_DATE, repeat_date=repeat)
        )
        part = Fraction(int(draw.integers(20, 80)), 100)
        moments = ("voor", "na", "herhaling") if has_repeat else ("voor", "na")
        for moment, amount in zip(moments, cents, strict=False):
            for code, share in (("W", part), ("Z", 1 - part)):
                hours = Decimal(int(share * amount) // 10).scaleb(-3)
                usage.append(
                    Usage(case_id=name, moment=moment, product_code=code, quantity=hours, per="totaal")
                )
        for moment, low in (("voor", 2), ("na", 4)):
            score = Decimal(int(draw.integers(low, low + 5)))
            scores.append(
                WellbeingScore(
                    case_id=name,
                    resident="B1",
                    moment=moment,
                    measured_on=MDO_DATE,
                    instrument="rapportcijfer",
                    score=score,
                )
            )
    for number in range(n_new):
        name, wijk = f"n{number:03}", WIJKEN[number % 2] if run % 2 else WIJKEN[0]
        cases.append(Case(case_id=name, wijk=wijk, case_type="nieuw", mdo_date=MDO_DATE))
        for code in ("W", "Z"):
            hours = Decimal(int(draw.integers(5, 60)))
            usage.append(Usage(case_id=name, moment="na", product_code=code, quantity=hours, per="totaal"))
    efforts = tuple(
        MdoEffort(
            case_id=case.case_id,
            hours=Decimal(int(draw.integers(4, 17))),
            price_eur=Decimal(80),
            price_source="verzonnen",
            payer="gemeente",
        )
        for case in cases
        if has_costs
    )
    post = ProgrammePost(
        post="coördinatie", payer="gemeente", amount_eur=Decimal(20_000), year=2018, one_off=True
    )
    return CaseLoad(
        settings=AnalysisSettings(
            title="Zonder effect (synthetisch)",
            municipality="Voorbeeldstad",
            period_months=12,
            price_mode="constant",
            price_year=2018,
            index="CPI",
            price_basis="tarief",
            comparison=("voor_na", "met_zonder")[run % 5 == 0],
            after_basis=("realisatie", "raming")[run % 7 == 0],
            mdo_costs="apart",
            selection=SELECTIONS[run % len(SELECTIONS)],
        ),
        cases=tuple(cases),
        usage=tuple(usage),
        scores=tuple(scores),
        mdo=efforts,
        programme=(post,) if has_costs else (),
        tariffs=tuple(_tariff(code, stream) for code, stream in (("W", "Wmo"), ("Z", "Zvw"))),
    )


def _tariff(code: str, stream: str) -> Tariff:
    return Tariff(
        code=code,
        stream=stream,
        unit="uur",
        price_eur=Decimal(100),
        valid_from=date(2010, 1, 1),
        source_text="verzonnen",
    )


def texts(report: document.ReportDocument) -> Iterator[str]:
    """Give every text of a report that a reader reads as words."""
    for section in report.sections:
        yield section.title
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: document.Block) -> Iterator[str]:
    match block:
        case document.Paragraph(text) | document.Notice(text) | document.Heading(text):
            yield text
        case document.Bullets(items):
            yield from items
        case document.Headlines(items):
            for item in items:
                yield from (item.label, item.value, item.text)
        case document.Chart():
            yield from (block.title, block.alt)
            yield from _texts(block.table)
        case document.Table():
            yield from (block.title, block.note, block.empty)


def sentences(text: str) -> Iterator[str]:
    """Split a text in sentences, with # for each number and amount."""
    plain = re.sub(r"(?:€ )?-?\d+(?:[.,]\d+)*", "#", text.replace("\N{NO-BREAK SPACE}", " "))
    plain = re.sub(r"\([^)]*\)", "(#)", plain)
    yield from (one.strip() for one in re.split(r"(?<=[.?!])\s+|\n", plain) if one.strip())


def is_about_a_cause(sentence: str) -> bool:
    """Say whether a sentence names the MDO, or has a word of cause or gain."""
    return bool(OF_A_CAUSE.search(sentence.lower()))


def read(run: int) -> tuple[str | None, Counter[str]]:
    """Make a public report and the pages of its readers, and give the first answer and the sentences."""
    published = made(run).publish(report_date=date(2020, 1, 1)).published
    results = Results(published.data)
    report = build(results, {})
    found: Counter[str] = Counter()
    for one in (report, *(report_for(reader, report, results) for reader in Reader)):
        for text in texts(one):
            found.update(filter(is_about_a_cause, sentences(text)))
    return certainty.answer(facts_from(results)), found


def made(run: int) -> MicroAnalysis:
    """Analyse one caseload."""
    return analyse(caseload(run))


def main() -> int:
    """Print how often each answer was given and each sentence was read; 1 where one is not in the list."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    answers: Counter[str | None] = Counter()
    found: Counter[str] = Counter()
    with_second = 0
    for run in range(runs):
        said, of_a_cause = read(run)
        answers[said] += 1
        found.update(of_a_cause.keys())
        with_second += any(sentence == certainty.CAUSE for sentence in of_a_cause) and NO in of_a_cause
    print(f"SYNTHETISCH, zonder enig effect, gekozen op hoge kosten: {runs} rapporten met hun bladzijden.")
    print(f"{certainty.QUESTION}")
    for said, count in answers.most_common():
        print(f"{count:>5} {said}")
    print(f"{with_second:>5} rapporten zeggen daarnaast: {certainty.CAUSE} {NO}")
    claims = {sentence: count for sentence, count in found.items() if sentence not in READ}
    print(f"{len(found) - len(claims):>5} verschillende zinnen over het MDO of een oorzaak, alle nagelezen:")
    for sentence, count in sorted(found.items()):
        print(f"{count:>5} {'      ' if sentence in READ else 'CLAIM '}{sentence}")
    print(f"{sum(claims.values()):>5} keer een zin die niet is nagelezen")
    return bool(claims) or with_second < answers.total() - answers[None]


if __name__ == "__main__":
    sys.exit(main())
