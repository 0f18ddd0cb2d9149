# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Wat de gegevens wel en niet zeggen
#
# Eerst het voorbeeld Ruwaard: wat kunt u zeggen over 32 bestaande casussen? Daarna een verzonnen bevolking waarin
# het MDO **niets** doet. Voor en na vindt dan toch een daling; een eerlijke vergelijking niet.
#
# Alle gegevens zijn **synthetisch**. Een verschil is *na min voor*: een daling heeft een minteken.

# %%
from decimal import Decimal

import pandas as pd

import maatschappelijk_rendement as mr
from maatschappelijk_rendement.domain.money import dutch_euro
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.statistics.synthetic import CostShape, as_caseload, population

# %matplotlib inline
pd.set_option("display.max_colwidth", 120)

# %% [markdown]
# ## 1. Het voorbeeld Ruwaard
#
# ### Hoe ver lopen de casussen uiteen?
#
# Deze grafiek is alleen voor de analist: zij laat losse casussen zien.

# %%
result = mr.analyse(ruwaard())
result.plot.deltas().figure

# %%
found = result.robustness()
print("Verschil samen:          ", dutch_euro(found.total_cents))
print("Gemiddeld per casus:     ", dutch_euro(found.mean_cents))
print(
    "Marge van het gemiddelde:",
    dutch_euro(found.interval.low_cents),
    "tot",
    dutch_euro(found.interval.high_cents),
)
print(
    "Marge is waarschijnlijk te smal:",
    found.is_probably_short,
    f"(zeker vanaf {found.cases_needed} casussen)",
)
print("Meer dan toeval vanaf gemiddeld:", dutch_euro(found.least_change_cents))
print("Zonder de grootste casus:", dutch_euro(found.left_out.without_largest_cents))

# %% [markdown]
# ### Waar hangt het totaal van af?
#
# Tien casussen keken niet naar Participatiewet en Wgs. Dat weegt zwaarder dan welke prijs of index ook.

# %%
result.plot.tornado(bars=found.bars).figure

# %%
found.means

# %% [markdown]
# Over kortere perioden rond het MDO. Dit is niet omgerekend naar een jaar.

# %%
found.periods

# %% [markdown]
# ### Waar bestaat het verschil uit?

# %%
parts = result.decompose()
parts.streams

# %%
print("Geld dat echt minder wordt betaald:", dutch_euro(parts.money.cash_cents))
print("Uren en plaatsen die vrijkomen:    ", dutch_euro(parts.money.capacity_cents))
print("Inkomen van bewoners:              ", dutch_euro(parts.money.transfer_cents))
print("Met de kosten van het MDO:         ", dutch_euro(parts.with_mdo_cents))
print(parts.not_split)

# %% [markdown]
# ### Welbevinden, en wie er bij de herhaalmeting ontbrak

# %%
wellbeing = result.wellbeing_change().query("case_type == 'totaal' and wijk == 'totaal'")
wellbeing[["moment", "paired_with", "n_residents", "mean", "share_above", "paired_n", "paired_difference"]]

# %%
result.attrition()

# %% [markdown]
# ### Wat het rapport ervan maakt
#
# Deze zinnen komen alleen uit wat gepubliceerd mag worden. Van de Proeftuin zelf is alleen het totaal bekend; de
# bedragen per casus zijn hier verzonnen. Daarom zegt het rapport over de marge niets.

# %%
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.words import CERTAINTY, LIMITS, sentences

facts = facts_from(result.publish().results)
for sentence in sentences(facts, {**CERTAINTY, **LIMITS}):
    print("-", sentence.text)

# %% [markdown]
# De toets met permutaties geeft bij deze (verzonnen) bedragen een kleine kans. Toch is dat geen bewijs dat het MDO
# werkt: toeval tussen casussen is iets anders dan terugval naar het gemiddelde.

# %%
result.permutation()

# %% [markdown]
# ## 2. Een bevolking waarin het MDO niets doet
#
# 400 casussen, gekozen uit het duurste kwart. Het ware effect is nul. Wij maken drie groepen: de casussen met een MDO,
# een vergelijkingsgroep die op dezelfde manier is gekozen, en een register van mensen die niet zijn gekozen.

# %%
CHOSEN, EVERYONE = CostShape(selected_share=0.25), CostShape()
SETTINGS = mr.AnalysisSettings(
    title="Verzonnen bevolking (synthetisch)",
    municipality="Nergens",
    period_months=12,
    price_mode="constant",
    price_year=2018,
    index="CPI",
    price_basis="tarief",
    comparison="voor_na",
    after_basis="realisatie",
    mdo_costs="apart",
    selection="hoogste_kosten",
)


def invent(cases, seed, shape, effect):
    people = population(cases, seed=seed, shape=shape, effect=Decimal(effect), missing_share=0)
    return mr.analyse(as_caseload(people, SETTINGS))


control = invent(400, 2, CHOSEN, "0")
register = invent(1500, 3, EVERYONE, "0")

# %%
nothing = invent(400, 1, CHOSEN, "0").compare(control=control, register=register).to_frame()
nothing[["design", "effect_cents", "low_cents", "high_cents", "is_probably_short"]]

# %% [markdown]
# Voor en na vindt een grote daling, en de marge ligt ver van nul. Toch deed het MDO niets. De andere drie rijen
# bevatten nul. Elke rij heeft een aanname; lees die mee:

# %%
for row in nothing.itertuples():
    print(f"- {row.design}: {row.assumption}")

# %%
by_design = nothing.set_index("design")
has_zero = (by_design["low_cents"] <= 0) & (by_design["high_cents"] >= 0)
if has_zero["voor_na"] or not has_zero.drop("voor_na").all():
    raise SystemExit("Dit notebook klopt niet meer: de tekst hierboven past niet bij de uitkomst.")

# %% [markdown]
# Eén keer is geen bewijs: `bench/simulate_designs.py` speelt dit 1.000 keer na, ook met een waar effect. De uitkomst
# staat in [Hoe zeker is dit](../docs/onzekerheid.md).
#
# ## 3. Dezelfde bevolking, nu met een daling van 20%

# %%
works = invent(400, 1, CHOSEN, "-0.20").compare(control=control, register=register).to_frame()
works[["design", "effect_cents", "low_cents", "high_cents"]]

# %% [markdown]
# Het ware effect is 20% van wat de casussen zonder MDO hadden gekost. Voor en na telt daar de terugval bij op en
# maakt het dus veel te groot. De correctie voor terugval vindt hier niets zekers: zij waarschuwt niet voor niets dat
# haar marge bij zulke scheve kosten niet te vertrouwen is. De groep die op dezelfde manier is gekozen, heeft die
# zwakte niet.

# %%
# Wat waar is: de kosten na het MDO met en zonder effect, bij dezelfde bestaande casussen.
truth = population(400, seed=1, shape=CHOSEN, effect=Decimal("-0.20"), missing_share=0)
existing = truth.cases.loc[truth.cases["case_type"] == "bestaand", "case_id"]
mine = truth.truth[truth.truth["case_id"].isin(existing)]
true_effect = int((mine["after_cents"] - mine["without_cents"]).sum()) // len(existing)
print("Waar effect per casus:", dutch_euro(true_effect))
held = works.set_index("design").loc["vergelijkingsgroep"]
if not held["low_cents"] <= true_effect <= held["high_cents"]:
    raise SystemExit("Dit notebook klopt niet meer: de vergelijkingsgroep bevat het ware effect niet.")
