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
# # Van casussen naar een rapport
#
# Dit notebook gaat twee wegen naar hetzelfde resultaat: van objecten in Python, en van een Excel-werkmap.
# Alle gegevens zijn **synthetisch**. Het voorbeeld Ruwaard is gekalibreerd op gepubliceerde totalen; de casussen
# zelf bestaan niet.
#
# Een verschil is steeds *na min voor*: een daling van kosten heeft een minteken.

# %%
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp

import maatschappelijk_rendement as mr

# %matplotlib inline

# %% [markdown]
# ## 1. Eén casus, met de hand
#
# Een lokaal tarief, een casus en twee regels: voor het MDO 3 uur begeleiding per week, erna 1 uur.

# %%
settings = mr.AnalysisSettings(
    title="Een casus met de hand (synthetisch)",
    municipality="Oss",
    period_months=12,
    price_mode="constant",
    price_year=2022,
    index="CPI",
    price_basis="tarief",
    comparison="voor_na",
    after_basis="realisatie",
    mdo_costs="apart",
    selection="onbekend",
)
price = mr.Tariff(
    code="LOKAAL.BEGELEIDING",
    stream="Wmo",
    unit="uur",
    price_eur=Decimal("57.01"),
    valid_from=date(2018, 1, 1),
    source_text="Verzonnen tarief voor dit notebook",
    is_local=True,
)
case = mr.Case(case_id="C01", wijk="Ruwaard", case_type="bestaand", mdo_date=date(2018, 3, 1))
usage = [
    mr.Usage(case_id="C01", moment="voor", product_code=price.code, quantity=Decimal(3), per="week"),
    mr.Usage(case_id="C01", moment="na", product_code=price.code, quantity=Decimal(1), per="week"),
]
caseload = mr.CaseLoad(settings=settings, cases=(case,), usage=tuple(usage), tariffs=(price,))
result = mr.analyse(caseload)
result.deltas

# %% [markdown]
# Nagerekend: een jaar telt 365/7 weken. Voor: 3 x 365/7 x 57,01 = 8.917,99. Na: 2.972,66. Verschil: -5.945,33.

# %%
result.deltas[["case_id", "stream", "before_cents", "after_cents", "delta_cents"]]

# %% [markdown]
# ## 2. Het voorbeeld Ruwaard, uit een werkmap

# %%
folder = Path(mkdtemp())
workbook = folder / "voorbeeld-synthetisch.xlsx"
mr.write_template(workbook, example=True)
ruwaard = mr.read_workbook(workbook)
print(len(ruwaard.cases), "casussen,", len(ruwaard.usage), "gebruiksregels,", len(ruwaard.scores), "scores")

# %% [markdown]
# De analyse prijst elke regel in hele centen en vergelijkt per casus en stroom. `result.costs`, `result.deltas` en
# `result.wellbeing` zijn gewone pandas-tabellen.

# %%
result = mr.analyse(ruwaard, mr.Tariffs.load())
per_stream = result.deltas.query("comparison == 'na'").groupby(["case_type", "stream"])["delta_cents"]
per_stream.agg(["count", "sum"]).assign(sum_eur=lambda frame: frame["sum"] / 100)

# %% [markdown]
# Bestaande en nieuwe casussen staan altijd apart: bij een nieuwe casus begint de hulp pas, dus die kosten stijgen vanzelf.

# %%
result.totals.query("comparison == 'na'").groupby("case_type")["delta_cents"].sum() / 100

# %%
result.wellbeing.query("case_type == 'totaal' and wijk == 'totaal'")

# %% [markdown]
# ## 3. Elk getal is na te gaan
#
# Van een totaal naar de regels, hun prijs en hun bron.

# %%
lines = result.usage.lines
lines.query("case_id == @lines.case_id.iloc[0]")[
    ["line", "moment", "product_code", "quantity_milli", "per", "in_window_cents", "one_off_cents"]
]

# %%
tariffs = mr.Tariffs.load()
tariffs.find("begeleiding", stream="Wmo").to_frame().head()

# %% [markdown]
# ## 4. Plaatjes
#
# `result.plot` toont exacte cijfers, voor uw eigen ogen; `report.plot` toont wat gepubliceerd mag worden. Beide
# geven assen (Axes) terug, die u verder kunt aanpassen.

# %%
result.plot.streams().figure

# %%
report = result.publish()
report.plot.streams().figure

# %%
report.plot.wellbeing().figure

# %% [markdown]
# ## 5. Publiceren
#
# `publish()` is de enige weg naar een pagina. Wat naar een casus te herleiden is, staat er niet in; de reden wel.

# %%
[
    (row["moment"], row["n_casussen"], row["gemiddelde"], row["regel"])
    for row in report.data["welbevinden"]
    if row["groep"] == "totaal" and row["wijk"] == "totaal"
]

# %%
for path in report.save(folder / "rapport", formats=["html", "xlsx"]):
    print(path.name)
