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
# # De wijk: wat weten we, en hoe zeker is dat?
#
# Dit notebook leest het voorbeeld van een wijkkaart: de Ruwaard. Waar bij bron *synthetisch* staat, is het cijfer **verzonnen**.

# %%
import io
from decimal import Decimal

import pandas as pd

from maatschappelijk_rendement import plots, wijk
from maatschappelijk_rendement.intake.cards import read_card, write_card_template
from maatschappelijk_rendement.plots import wijk as drawings
from maatschappelijk_rendement.report.wijk import render

# %matplotlib inline

# %%
stream = io.BytesIO()
write_card_template(stream, "wijk", example=True)
report = wijk.value_card(read_card(stream.getvalue()))
report.wijk, report.municipality, report.years

# %% [markdown]
# ## 1. Afgesproken resultaten
#
# Een oordeel heeft altijd een grond, en iemand die het geeft.

# %%
areas = pd.DataFrame(
    [(each.number, each.area, each.verdict, each.ground) for each in report.result_areas],
    columns=["nr", "gebied", "oordeel", "grond"],
)
assert (areas["oordeel"] == "opgetreden").sum() == 3
areas

# %% [markdown]
# ## 2. Verschil en ruis
#
# 82 % van 250 bewoners geeft het leven een voldoende, tegen 84 % in de gemeente. Is dat een verschil?

# %%
here = wijk.of_share(Decimal(82), 250)
there = wijk.Estimate(Decimal(84), Decimal(82), Decimal(86))
gap = wijk.difference(here, there)
assert wijk.signal(gap, "hoger") is wijk.Signal.NOISE
gap

# %% [markdown]
# ## 3. Positieve gezondheid
#
# Zes dimensies. Een dimensie krijgt geen cijfer: u ziet hoeveel criteria beter, slechter of gelijk zijn. De cijfers zijn
# verzonnen.

# %%
counts = pd.DataFrame(
    [
        (each.dimension, each.year, each.better, each.worse, each.noise, each.missing)
        for each in report.health.counts
    ],
    columns=["dimensie", "jaar", "beter", "slechter", "ruis", "niet gemeten"],
)
counts

# %%
lines = [
    each.standing
    for each in report.health.values
    if each.criterion.dimension == "lichaamsfuncties" and each.standing.indicator.year == 2020
]
gaps = [
    drawings.GapBar(
        one.indicator.name, *(int(1000 * end) for end in (one.gap.value, one.gap.low, one.gap.high))
    )
    for one in lines
]
plots.draw(plots.new_axes(3), drawings.gaps(gaps)).figure

# %% [markdown]
# ## 4. Weinig mensen
#
# Van een vragenlijst zijn kleine antwoorden onderdrukt, en wat ze zou verraden ook.

# %%
answers = pd.DataFrame(
    [(each.question, each.answer, each.count, each.n) for each in report.answers],
    columns=["vraag", "antwoord", "aantal", "n"],
)
assert not answers["aantal"].between(1, 9).any()
answers

# %% [markdown]
# ## 5. Het rapport
#
# Dezelfde cijfers als bladzijde, werkmap en json: `mr wijk wijk.xlsx --uit wijk`.

# %%
files = render(report)
sorted(files)
