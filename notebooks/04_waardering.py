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
# # Waardering: wat levert een andere aanpak op, en voor wie?
#
# Dit notebook rekent drie vragen door, met **verzonnen** getallen: een MKBA, een SROI en een keuze tussen aanpakken.
# Lees elke uitkomst als orde van grootte: effecten zijn vooral aannames.

# %%
from datetime import date

import pandas as pd

from maatschappelijk_rendement import plots
from maatschappelijk_rendement import valuation as v
from maatschappelijk_rendement.plots import valuation as drawings

# %matplotlib inline

# %% [markdown]
# ## 1. Wie betaalt, wie profiteert
#
# De gemeente betaalt een wijkteam; vooral de zorgverzekeraar merkt het. Minder bijstand is een overdracht: winst voor
# de gemeente, verlies voor de bewoner, samen nul.

# %%
line = v.Timeline(2026, 5, v.discount_rate(date(2026, 1, 1)), source=v.dutch_rate(date(2026, 1, 1)).source)
parties = [
    v.Party("gemeente", is_public=True),
    v.Party("zorgverzekeraar", is_public=True),
    v.Party("bewoner"),
]
kans = v.Factor("kans", "0.6", "verzonnen")
effects = [
    v.Effect("wijkteam", "gemeente", -90_000, is_investment=True, certainty="gemeten"),
    v.Effect("minder opname", "zorgverzekeraar", 80_000, drop_off="0.1", certainty="geschat"),
    v.Effect("minder begeleiding", "gemeente", 30_000, start=1, certainty="geschat"),
    v.Effect(
        "bijstand", "gemeente", 10_000, money="inkomensoverdracht", counterparty="bewoner", factors=(kans,)
    ),
    v.Effect("loon", "bewoner", 20_000, worth="economisch", start=1, factors=(kans,)),
]
case = v.business_case(
    effects,
    parties,
    line,
    null_alternative="Iedereen helpt apart",
    project_alternative="Eén wijkteam",
    unknown=["rust in het gezin"],
)
pd.DataFrame(
    {
        "contant": [round(p.present_value) for p in case.parties],
        "begroting": [round(p.budget_effect) for p in case.parties],
    },
    index=[p.party.name for p in case.parties],
)

# %%
amounts = [(p.party.name, round(100 * p.present_value)) for p in case.parties]
plots.draw(plots.new_axes(2.2, 9), drawings.who_gains(amounts, ("betaalt", "profiteert"))).figure

# %% [markdown]
# De som over partijen is het totaal. Fiscaal, economisch en sociaal staan apart.

# %%
assert round(sum(p.present_value for p in case.parties) - case.net, 10) == 0
pd.Series(
    {
        "netto": round(case.net),
        "fiscaal": round(case.fiscal),
        "economisch": round(case.economic),
        "per euro": round(case.ratio, 2),
    }
)

# %% [markdown]
# ## 2. Wanneer kantelt het?
#
# Bij elk effect: zo klein mag het worden voordat het totaal onder nul komt.

# %%
pd.Series(
    {
        each.effect.name: "geen" if each.switching_factor is None else round(float(each.switching_factor), 2)
        for each in case.effects
    }
)


# %%
def net(opname=80_000, afname=0.1, kosten=90_000):
    """Netto contante waarde bij andere aannames."""
    gain = v.Effect("minder opname", "zorgverzekeraar", opname, drop_off=afname)
    team = v.Effect("wijkteam", "gemeente", -kosten, is_investment=True)
    return v.business_case([team, gain, *effects[2:]], parties, line).net


ranges = {"opname": (40_000, 80_000, 120_000), "afname": (0.0, 0.1, 0.3), "kosten": (80_000, 90_000, 120_000)}
pd.DataFrame(
    [(bar.name, round(bar.low), round(bar.high)) for bar in v.tornado(net, ranges)],
    columns=["aanname", "netto bij laag", "netto bij hoog"],
)

# %%
v.switching_value(net, "opname", 0, 120_000)

# %% [markdown]
# ## 3. Hoe zeker is het?
#
# Duizenden keren trekken uit wat zou kunnen, hier zonder het loon. Hetzelfde begin geeft altijd dezelfde trekkingen.

# %%
draws = v.monte_carlo(
    lambda opname, begeleiding, kosten: 4.1 * opname + 3.6 * begeleiding - 4.8 * kosten,
    {
        "opname": (30_000, 80_000, 110_000),
        "begeleiding": v.Normal(30_000, 10_000),
        "kosten": ("triangular", 80_000, 90_000, 120_000),
    },
    draws=100_000,
    seed=2026,
)
pd.Series(
    {
        "gemiddeld": round(draws.mean),
        "één op twintig lager": round(draws.p05),
        "kans boven nul": round(draws.probability_positive, 2),
    }
)

# %% [markdown]
# ## 4. SROI, met beide afspraken over jaar 1

# %%
rows = [
    v.SroiRow(60, 8_500, deadweight=0.4, attribution=0.3, drop_off=0.3, duration=2, outcome="betaald werk"),
    v.SroiRow(20, -150, outcome="drukte in de straat"),
]
found = v.sroi(rows, 0.035, investment=250_000)
round(found.sroi_ratio, 2), round(found.other.sroi_ratio, 2)

# %% [markdown]
# ## 5. Kiezen tussen aanpakken
#
# Wat kost een extra punt? De volgorde van de rijen maakt niet uit. Een aanpak die door een mengsel van twee andere wordt
# overtroffen, valt af.

# %%
table = v.compare_strategies(
    ["niets", "folder", "coach", "coach plus", "team"],
    [0, 12_000, 20_000, 45_000, 60_000],
    [0, 1, 4, 5, 7],
    reference="niets",
)
pd.DataFrame(
    [(row.name, row.status, row.icer and round(float(row.icer))) for row in table],
    columns=["aanpak", "status", "per punt"],
)

# %% [markdown]
# Eerst een proef, of meteen beginnen? Een boom rekent terug vanaf het eind.

# %%
success = v.Chance({"lukt": (0.6, 200_000), "mislukt": (None, 0)}, cost=80_000)
after = v.Choice({"door": v.Chance({"lukt": (0.9, 200_000), "mislukt": (None, 0)}, cost=80_000), "stop": 0})
trial = v.Chance({"goed": (0.6, after), "slecht": (None, 0)}, cost=10_000)
best = v.roll_back(v.Choice({"meteen": success, "proef": trial, "niets": 0}))
best.best, best.expected

# %% [markdown]
# En wat is het waard om vooraf zeker te weten hoe het loopt?

# %%
v.perfect_information([[120_000, 0], [-80_000, 0]], [0.6, 0.4]).value
