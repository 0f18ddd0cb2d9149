"""The plain words: each sentence has facts that make it appear and facts that make it disappear."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.vocabulary import AfterBasis, Comparison, MdoCosts, Selection
from maatschappelijk_rendement.report.facts import ReportFacts
from maatschappelijk_rendement.report.words import RULES, sentences
from maatschappelijk_rendement.report.words.certainty import CAUSE, QUESTION, answer, both_answers, verdict
from maatschappelijk_rendement.report.words.limits import FALLS_BY_ITSELF

# A quiet analysis: enough cases, all of them, compared with a group; hardly a sentence has a reason.
QUIET = ReportFacts(
    n_existing=80,
    n_new=0,
    n_worked_on=80,
    selection=Selection.ALL,
    mdo_cents=500_00,
    sum_cents=-8_000_00,
    mean_cents=-100_00,
    n_risen=0,
    structural_cents=None,
    is_compared=True,
    effect_cents=-60_00,
    effect_low_cents=-90_00,
    effect_high_cents=-30_00,
    effect_assumption="Dit klopt alleen als de groepen op elkaar lijken.",
)


def given_facts(**changes: object) -> ReportFacts:
    return replace(QUIET, **changes)  # type: ignore[arg-type]  # any field of Facts


def test_a_hidden_number_of_cases_leaves_the_question_of_chance_without_an_answer() -> None:
    hidden = given_facts(n_existing=None, low_cents=None, high_cents=None)
    assert answer(hidden) == "dat is niet te zeggen"
    assert "marge_ontbreekt" in [sentence.id for sentence in sentences(hidden)]
    assert answer(replace(hidden, sum_cents=None)) is None
    assert answer(replace(hidden, n_existing=0)) is None


# id: facts with the sentence, facts without it, words it must hold
CASES: dict[str, tuple[ReportFacts, ReportFacts, str]] = {
    "synthetisch": (given_facts(is_synthetic=True), QUIET, "verzonnen"),
    "verschil": (
        given_facts(effect_cents=None),
        QUIET,
        "zijn de kosten na het MDO samen € 8.000,00 lager dan ervoor",
    ),
    "effect": (QUIET, given_facts(effect_cents=None), "bespaart het MDO"),
    "marge_met_nul": (
        given_facts(low_cents=-100_00, high_cents=0),
        given_facts(low_cents=-100_00, high_cents=-1),
        "Dat is niet zeker",
    ),
    "marge_zonder_nul": (
        given_facts(low_cents=-100_00, high_cents=-1),
        given_facts(low_cents=-100_00, high_cents=0),
        "na het MDO lager",
    ),
    "marge_te_smal": (
        given_facts(low_cents=-9, high_cents=-1, interval_is_short=True),
        given_facts(low_cents=-9, high_cents=-1),
        "te smal",
    ),
    "marge_betekenis": (
        given_facts(low_cents=-9, high_cents=-1),
        given_facts(low_cents=-9, high_cents=-1, only_total_published=True),
        "toeval tussen casussen",
    ),
    "herhaling": (
        given_facts(n_repeat=11, repeat_cents=-900_00, repeat_low_cents=-150_00, repeat_high_cents=-10_00),
        QUIET,
        "Bij de herhaalmeting (11 casussen) is het antwoord: misschien. De marge van het gemiddelde is daar",
    ),
    "over_het_mdo": (
        given_facts(is_compared=False, effect_cents=None),
        given_facts(n_existing=0),
        "Nee, want er is geen groep zonder MDO om mee te vergelijken. Wie hulp krijgt als het slecht gaat",
    ),
    "toets_niet_eens": (
        given_facts(low_cents=-9, high_cents=-1, is_confirmed=False),
        given_facts(low_cents=-9, high_cents=-1, is_confirmed=True),
        "hoogstens: misschien",
    ),
    "mdo_meegerekend": (QUIET, given_facts(mdo_costs=MdoCosts.APART), "ook het MDO zelf: € 500,00"),
    "marge_ontbreekt": (QUIET, given_facts(low_cents=-9, high_cents=-1), "niet te zeggen"),
    "alleen_totaal": (given_facts(only_total_published=True), QUIET, "niet te zeggen"),
    "weinig_casussen": (given_facts(n_existing=49), given_facts(n_existing=50), "49 casussen"),
    "drempel_toeval": (
        given_facts(n_existing=32),
        given_facts(n_existing=32, low_cents=-9, high_cents=-1),
        "22,7% van de kosten",
    ),
    "drempel_eigen_spreiding": (
        given_facts(low_cents=-223_45, high_cents=23_45, least_change_cents=123_45),
        given_facts(low_cents=-199_00, high_cents=-1, least_change_cents=99_50),
        "€ 123,45 per casus",
    ),
    "geen_vergelijkingsgroep": (
        given_facts(is_compared=False, effect_cents=None),
        given_facts(effect_cents=None),
        "geen groep zonder MDO",
    ),
    "vergelijking_onderdrukt": (given_facts(effect_cents=None), QUIET, "onderdrukt"),
    "met_zonder": (
        given_facts(comparison=Comparison.WITH_WITHOUT, has_averted=True),
        QUIET,
        "geen meting",
    ),
    "keuze_hoogste_kosten": (given_facts(selection=Selection.HIGHEST_COST), QUIET, "vanzelf"),
    "keuze_inbreng": (given_facts(selection=Selection.PROFESSIONAL), QUIET, "Professionals"),
    "keuze_onbekend": (given_facts(selection=Selection.UNKNOWN), QUIET, "onbekend"),
    "keuze_aselect": (given_facts(selection=Selection.RANDOM), QUIET, "Het lot"),
    "deel_onderzocht": (
        given_facts(n_worked_on=300),
        given_facts(n_worked_on=300, selection=Selection.RANDOM),
        "300 casussen gewerkt; 80 zijn onderzocht",
    ),
    "deel_door_het_lot": (
        given_facts(n_worked_on=300, selection=Selection.RANDOM),
        given_facts(n_worked_on=300),
        "80 van de 300 casussen",
    ),
    "grootste_casus": (
        given_facts(largest_share=Fraction(1, 5), without_largest_cents=-5_000_00),
        given_facts(largest_share=Fraction(19, 100)),
        "20,0% van alle verandering. Zonder die casus is het verschil € -5.000,00",
    ),
    "teken_hangt_aan_een_casus": (
        given_facts(without_largest_cents=1),
        given_facts(without_largest_cents=-1),
        "geen daling meer",
    ),
    "gestegen": (given_facts(n_risen=9), QUIET, "Bij 9 van 80 casussen stegen"),
    "loopt_door": (
        given_facts(structural_cents=-700_00),
        given_facts(structural_cents=0),
        "€ 700,00 per jaar lager",
    ),
    "eenmalig": (given_facts(structural_cents=0), given_facts(structural_cents=-700_00), "eenmalig"),
    "doorloop_onbekend": (
        given_facts(structural_cents=None, may_run_on=True),
        given_facts(structural_cents=None),
        "is onbekend",
    ),
    "raming": (given_facts(after_basis=AfterBasis.PLANNED), QUIET, "een raming"),
    "nieuwe_casussen": (given_facts(n_new=10), QUIET, "10 nieuwe casussen staan apart"),
    "stromen_onvolledig": (given_facts(incomplete_streams=("Wlz", "Zvw")), QUIET, "Wlz, Zvw"),
    "dubbeltelling": (given_facts(has_double_counts=True), QUIET, "naast de Wlz"),
    "respons_na": (
        given_facts(residents_before=23, residents_after=20),
        given_facts(residents_before=23, residents_after=23),
        "20 bewoners, tegen 23 ervoor",
    ),
    "respons_herhaling": (
        given_facts(residents_before=23, residents_repeat=9),
        given_facts(residents_before=23, residents_repeat=0),
        "9 bewoners, tegen 23 ervoor",
    ),
    "capaciteit": (given_facts(capacity_cents=-300_00), QUIET, "€ -300,00 capaciteit"),
    "inkomen": (given_facts(transfer_cents=-900_00), QUIET, "inkomen van bewoners"),
    "mdo_apart": (given_facts(mdo_costs=MdoCosts.APART), QUIET, "€ 500,00"),
    "mdo_kosten_onbekend": (given_facts(mdo_cents=None), QUIET, "staat hier niet"),
    "periode": (given_facts(period_months=6), QUIET, "6 maanden"),
    "onderdrukt": (given_facts(has_hidden_figures=True), QUIET, "niet nul"),
}


def said(facts: ReportFacts) -> dict[str, str]:
    return {sentence.id: sentence.text.replace("\N{NO-BREAK SPACE}", " ") for sentence in sentences(facts)}


def test_every_sentence_has_its_test() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_sentence_appears_by_its_facts_and_disappears_without_them(name: str) -> None:
    with_it, without_it, words = CASES[name]
    assert words in said(with_it)[name]
    assert name not in said(without_it)


def test_sentences_stand_in_reading_order() -> None:
    names = list(said(given_facts(n_existing=32, n_new=10, is_synthetic=True, period_months=6)))
    assert names == sorted(names, key=list(RULES).index)


def test_a_rise_is_called_a_rise() -> None:
    up = given_facts(sum_cents=900_00, mean_cents=10_00, effect_cents=None)
    assert "samen € 900,00 hoger dan ervoor. Dat is gemiddeld € 10,00 per casus" in said(up)["verschil"]
    assert "hoger" in said(given_facts(low_cents=1, high_cents=5))["marge_zonder_nul"]
    assert "hoger" in said(given_facts(structural_cents=5))["loopt_door"]
    assert (
        "geen stijging meer"
        in said(given_facts(sum_cents=5, without_largest_cents=0))["teken_hangt_aan_een_casus"]
    )


def test_without_change_there_is_neither_fall_nor_rise() -> None:
    level = said(given_facts(sum_cents=0, mean_cents=0, effect_cents=None, without_largest_cents=-5))
    assert "even hoog" in level["verschil"]
    assert "teken_hangt_aan_een_casus" not in level


def test_an_effect_that_may_be_chance_saves_nothing() -> None:
    unsure = said(given_facts(effect_high_cents=10))["effect"]
    assert "bespaart" not in unsure
    assert "dus zeker is dit niet" in unsure
    assert "dus zeker is dit niet" in said(given_facts(effect_low_cents=None))["effect"]
    assert "kost het MDO meer" in said(given_facts(effect_low_cents=1, effect_high_cents=9))["effect"]


def test_an_effect_never_stands_without_its_assumption() -> None:
    assert said(QUIET)["effect"].endswith("Dit klopt alleen als de groepen op elkaar lijken.")


def test_one_case_is_spoken_of_in_the_singular() -> None:
    one = said(given_facts(n_risen=1, n_new=1, largest_share=Fraction(1, 2)))
    assert one["gestegen"].startswith("Bij 1 van 80 casussen stegen de kosten")
    assert one["nieuwe_casussen"].startswith("1 nieuwe casus staat apart")
    assert one["grootste_casus"] == "Eén casus heeft 50,0% van alle verandering."


def test_the_published_total_of_the_ruwaard_carries_no_significance() -> None:
    # Leergeschiedenis 2018, chapter 4: 32 existing cases, -132.394 in all; 42 of more than 300 analysed.
    ruwaard = ReportFacts(
        n_existing=32,
        n_new=10,
        n_worked_on=300,
        sum_cents=-132_394_00,
        mean_cents=-4_137_31,
        only_total_published=True,
        residents_before=23,
        residents_after=23,
        residents_repeat=9,
    )
    words = said(ruwaard)
    assert "€ 132.394,00 lager dan ervoor. Dat is gemiddeld € 4.137,31 per casus" in words["verschil"]
    assert "48,7%" in words["drempel_toeval"]
    assert "22,7%" in words["drempel_toeval"]
    assert "niet te zeggen" in words["alleen_totaal"]
    assert not {"marge_met_nul", "marge_zonder_nul", "drempel_eigen_spreiding"} & set(words)


def test_invented_spread_never_speaks_for_a_published_total() -> None:
    fitted = said(
        given_facts(
            n_existing=32,
            before_cents=-20_000_00,
            low_cents=-9,
            high_cents=-1,
            least_change_cents=4,
            interval_is_short=True,
            only_total_published=True,
        )
    )
    of_spread = {"marge_met_nul", "marge_zonder_nul", "marge_betekenis", "marge_te_smal"}
    assert not (of_spread | {"drempel_eigen_spreiding"}) & set(fitted)
    assert "zeggen niets over de bron" in fitted["alleen_totaal"]
    assert "ervoor" not in fitted["drempel_toeval"]


def test_a_skewed_margin_never_contradicts_its_threshold() -> None:
    # The bootstrap bounds lie at 70 and 60 from the mean of -60: half of their width is 65, zero is inside.
    skewed = given_facts(mean_cents=-60_00, low_cents=-130_00, high_cents=0, least_change_cents=60_00)
    assert "drempel_eigen_spreiding" not in said(skewed)


def test_a_margin_that_is_too_narrow_gives_no_firm_answer() -> None:
    firm = given_facts(low_cents=-9, high_cents=-1, is_confirmed=True)
    assert f"{QUESTION} Ja." in said(firm)["marge_zonder_nul"]
    shaky = said(replace(firm, interval_is_short=True))["marge_zonder_nul"]
    assert "Misschien." in shaky
    assert "Ja." not in shaky


@pytest.mark.parametrize("is_confirmed", [False, None])
@pytest.mark.parametrize("n", [12, 49, 50, 400])
def test_without_the_permutation_test_the_answer_is_at_most_perhaps(
    n: int, is_confirmed: bool | None
) -> None:
    facts = given_facts(n_existing=n, low_cents=-9, high_cents=-1, is_confirmed=is_confirmed)
    assert answer(facts) == "misschien"
    assert answer(replace(facts, is_confirmed=True)) == "ja"
    assert answer(replace(facts, is_confirmed=True, high_cents=0)) == "dat is niet zeker"


@given(st.integers(-1000, 1000), st.integers(0, 1000), st.booleans(), st.none() | st.booleans())
def test_the_answer_is_yes_only_where_margin_and_test_agree(
    low: int, width: int, is_short: bool, is_confirmed: bool | None
) -> None:
    said_yes = verdict(low, low + width, is_short=is_short, is_confirmed=is_confirmed) == "ja"
    has_zero = low <= 0 <= low + width
    assert said_yes == (not has_zero and not is_short and is_confirmed is True)


def test_the_repeat_has_an_answer_of_its_own() -> None:
    sure = {"repeat_cents": -900_00, "n_repeat": 11, "repeat_is_confirmed": True}
    yes = given_facts(repeat_low_cents=-150_00, repeat_high_cents=-10_00, **sure)
    assert "is het antwoord: ja." in said(yes)["herhaling"]
    assert "niet zeker" in said(replace(yes, repeat_high_cents=5))["herhaling"]
    assert "misschien" in said(replace(yes, repeat_is_short=True))["herhaling"]
    assert (
        "niet te zeggen. De marge is niet te zien: " in said(replace(yes, repeat_low_cents=None))["herhaling"]
    )


def test_the_first_answer_never_stands_without_the_second() -> None:
    for is_confirmed in (True, False, None):
        for low, high in ((None, None), (-9, -1), (-200_00, 100_00)):
            facts = given_facts(
                is_compared=False,
                effect_cents=None,
                low_cents=low,
                high_cents=high,
                is_confirmed=is_confirmed,
            )
            both = both_answers(facts)
            assert both is not None
            assert both.startswith(QUESTION)
            assert both.endswith(f"{CAUSE} Nee, want er is geen groep zonder MDO om mee te vergelijken.")
            assert said(facts)["over_het_mdo"].endswith(FALLS_BY_ITSELF)
    assert both_answers(given_facts(n_existing=0)) is None


def test_with_a_comparison_only_that_speaks_of_the_mdo() -> None:
    assert "Alleen de vergelijking" in said(QUIET)["over_het_mdo"]
    assert "onderdrukt" in said(given_facts(effect_cents=None))["over_het_mdo"]
    assert FALLS_BY_ITSELF not in " ".join(said(QUIET).values())


def test_cases_fall_by_themselves_under_with_and_without_too() -> None:
    words = said(given_facts(comparison=Comparison.WITH_WITHOUT, is_compared=False, effect_cents=None))
    assert FALLS_BY_ITSELF in words["geen_vergelijkingsgroep"]
    assert "met_zonder" in words


def test_with_and_without_says_where_the_without_is_not_filled_in() -> None:
    words = said(given_facts(comparison=Comparison.WITH_WITHOUT))["met_zonder"]
    assert "niet ingevuld" in words
    assert "vermeden kosten" not in words


def test_one_answer_is_given_and_at_most_one_threshold() -> None:
    for low, high in ((None, None), (-9, -1), (-200_00, 100_00)):
        for fitted in (True, False):
            words = said(
                given_facts(
                    low_cents=low, high_cents=high, least_change_cents=150_00, only_total_published=fitted
                )
            )
            text = " ".join(words.values())
            assert text.count(QUESTION) == 1
            assert len({"drempel_toeval", "drempel_eigen_spreiding"} & set(words)) <= 1


def test_the_fall_stands_beside_the_threshold_as_a_part_of_the_cost_before() -> None:
    # 8.000 of 40.000 is 20 %.
    words = said(given_facts(before_cents=40_000_00))["drempel_toeval"]
    assert words.endswith("Hier is de daling 20,0% van de € 40.000,00 ervoor.")
    assert "ervoor" not in said(given_facts(before_cents=40_000_00, sum_cents=1))["drempel_toeval"]


def test_a_difference_stays_a_difference_when_the_number_of_cases_is_hidden() -> None:
    hidden = said(given_facts(n_existing=None, effect_cents=None))
    assert hidden["verschil"].startswith("Bij de casussen waarin al hulp was")


def test_an_incomplete_total_says_so_in_its_own_sentence() -> None:
    partly = said(given_facts(effect_cents=None, is_incomplete=True))
    assert partly["verschil"].endswith("voor zover de stromen bekend zijn.")
    assert "naar elke stroom gekeken" in partly["stromen_onvolledig"]


def test_an_interval_of_an_effect_that_is_too_short_is_said_to_be_so() -> None:
    assert "te smal" in said(given_facts(effect_is_short=True))["effect"]
    assert "te smal" not in said(QUIET)["effect"]


OPTIONAL_CENTS = st.none() | st.integers(-(10**9), 10**9)
ANY_FACTS = st.builds(
    ReportFacts,
    n_existing=st.none() | st.integers(0, 500),
    n_new=st.none() | st.integers(0, 500),
    n_worked_on=st.none() | st.integers(0, 900),
    selection=st.sampled_from(Selection),
    comparison=st.sampled_from(Comparison),
    after_basis=st.sampled_from(AfterBasis),
    mdo_costs=st.sampled_from(MdoCosts),
    mdo_cents=OPTIONAL_CENTS,
    period_months=st.integers(1, 24),
    sum_cents=OPTIONAL_CENTS,
    mean_cents=OPTIONAL_CENTS,
    low_cents=OPTIONAL_CENTS,
    high_cents=OPTIONAL_CENTS,
    least_change_cents=st.none() | st.integers(0, 10**9),
    n_risen=st.none() | st.integers(0, 500),
    largest_share=st.none() | st.fractions(0, 1),
    without_largest_cents=OPTIONAL_CENTS,
    structural_cents=OPTIONAL_CENTS,
    residents_before=st.none() | st.integers(0, 99),
    residents_repeat=st.none() | st.integers(0, 99),
)


@given(ANY_FACTS)
@settings(max_examples=150, deadline=None)
def test_without_a_comparison_group_nothing_is_ever_said_to_save(facts: ReportFacts) -> None:
    text = " ".join(said(facts).values())
    assert "bespa" not in text.lower()
    assert "effect" not in text.lower()
    assert "None" not in text


@pytest.mark.parametrize("name", RULES)
def test_sentences_are_short_enough_for_b1(name: str) -> None:
    for sentence in said(CASES[name][0])[name].replace(": ", ". ").split(". "):
        assert len(sentence.split()) <= 22, sentence


def test_an_answer_that_cannot_be_given_says_why() -> None:
    unseen = given_facts(low_cents=None, high_cents=None)
    assert "Dat is niet te zeggen, want de marge is niet te zien." in (both_answers(unseen) or "")
    only_total = replace(unseen, only_total_published=True)
    assert "want van de bron is alleen het totaal bekend" in (both_answers(only_total) or "")
