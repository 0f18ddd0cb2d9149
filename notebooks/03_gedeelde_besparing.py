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
# # Gedeelde besparing: rekenen voor een verzekeraar en een gemeente
#
# Dit notebook rekent een contract door, verdeelt de opbrengst over partijen en vraagt of het meer is dan toeval.
# Het voorbeeld van de wijk is **synthetisch**: alle bedragen en percentages zijn verzonnen. De Amerikaanse
# afrekeningen zijn echt en openbaar.
#
# Er bestaat geen openbaar Nederlands percentage voor het delen van een besparing. Vul zelf in wat u afspreekt.

# %%
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pandas as pd

import maatschappelijk_rendement as mr
from maatschappelijk_rendement import plots
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.plots import scenario as drawings
from maatschappelijk_rendement.sharing import (
    Contract,
    Noise,
    chain_ladder,
    look_ahead,
    mssp_contract,
    outcome_from_streams,
    read_scenario,
    read_triangle,
    required_persons,
    reward_odds,
    settle,
    settle_measured,
    settle_years,
    simulate,
    split_measured,
)
from maatschappelijk_rendement.sharing.contract import PayerKey, ShortfallRule
from maatschappelijk_rendement.sharing.ready_made import flat
from maatschappelijk_rendement.sharing.what_if import break_even, grid

# %matplotlib inline

ROOT = next(folder for folder in (Path.cwd(), Path.cwd().parent) if (folder / "voorbeelden").exists())

# %% [markdown]
# ## 1. Eén contract, één uitkomst
#
# Een echte afrekening uit 2023 (spoor ENHANCED, openbare gegevens): verwacht 1.098.668.352 dollar, werkelijk
# 998.768.668 dollar, 78.364 verzekerden.

# %%
settled = settle(
    mssp_contract("ENHANCED", 2023),
    benchmark=1_098_668_352,
    expenditure=998_768_668,
    persons=78_364,
    quality=1,
    minimum_rate=0.02,
)
print(settled.payment)
pd.DataFrame([(step.label, step.change_cents / 100) for step in settled.waterfall if step.change_cents])

# %% [markdown]
# Een contract zonder aandeel vraagt erom. Niets wordt stil ingevuld.

# %%
try:
    settle(flat(), benchmark=100, expenditure=90, persons=32, quality=None)
except UsageError as error:
    print(error)

# %% [markdown]
# ## 2. Duizenden echte afrekeningen tegelijk
#
# Kolommen in, kolommen uit. Hier alle eenzijdige BASIC-organisaties van 2022: alle uitkeringen komen uit tot op
# anderhalve dollar.

# %%
public = pd.read_csv(ROOT / "tests" / "oracles" / "mssp_2014_2022.csv")
rows = public.query("performance_year == 2022 and track == 'BASIC B'")
paid = settle(
    mssp_contract("BASIC B", 2022),
    benchmark=rows["abtotbnchmk"],
    expenditure=rows["abtotexp"],
    persons=rows["n_ab"],
    quality=rows["qualscore"],
    met_quality_standard=rows["met_qps"],
)
gap = (paid.payment_cents / 100 - rows["earnsaveloss"]).abs()
assert gap.max() <= 1.5
print(f"{len(rows)} organisaties, grootste verschil {gap.max():.2f} dollar")

# %% [markdown]
# ## 3. De wijk: wie investeert, wie profiteert?
#
# De gemeente investeert in de Wmo. De zorgverzekeraar en het zorgkantoor geven minder uit. De verrekening is
# **rekenkundig**: geld van de Zvw en de Wlz mag niet zomaar naar een gemeente.

# %%
scenario = read_scenario(ROOT / "voorbeelden" / "scenario_wijk.toml")
settled, reserve_cents = settle_measured(scenario)
split = split_measured(scenario)
print("Naar de aanbieders:", settled.payment[0], "euro; opzij gezet:", reserve_cents / 100)
plots.draw(plots.new_axes(3.6, 9), drawings.who_gains(split)).figure

# %%
per_key = {
    str(key): [result.result_cents / 100 for result in split_measured(scenario, key).streams]
    for key in PayerKey
}
pd.DataFrame(per_key, index=[stream.stream for stream in scenario.streams])

# %% [markdown]
# Geen euro verschijnt of verdwijnt: de verrekeningen, de uitkering en de reserve zijn samen nul.

# %%
for key in PayerKey:
    one = split_measured(scenario, key)
    together = sum(result.side_payment_cents for result in one.streams) + one.pool_cents + one.reserve_cents
    assert together == 0

# %% [markdown]
# ## 4. Is het meer dan toeval?

# %%
odds = simulate(scenario)
print(f"Kans op een uitkering: {odds.odds_gain:.0%}")
print(f"Kans op een uitkering als er niets verandert: {odds.odds_false_gain:.0%}")
pd.DataFrame(
    [
        (party.party, party.p05_cents / 100, party.p50_cents / 100, party.p95_cents / 100)
        for party in odds.parties
    ],
    columns=["partij", "laag", "midden", "hoog"],
).round(0)

# %%
for persons in (32, 1_000, 5_000, 50_000):
    odds_false = reward_odds(Noise(persons, 2.15), 0.02)
    print(f"{persons:>6} personen: {odds_false:.0%} kans op een beloning voor toeval bij een drempel van 2 %")
print("Nodig voor 90 % zekerheid bij 2 %:", required_persons(0.02, 2.15, 0.90), "personen")

# %% [markdown]
# ## 5. Wat als?

# %%
even = break_even(scenario)
print("Aanbieders krijgen geld vanaf een daling van", (even.provider_cents or 0) / 100, "euro")
plots.draw(plots.new_axes(3.0, 9), drawings.heat_map(grid(scenario))).figure

# %%
years = look_ahead(scenario)
plots.draw(plots.new_axes(3.2, 9), drawings.fan(years)).figure

# %% [markdown]
# ## 6. Van casussen naar een scenario
#
# `mr scenario contract.toml --casussen casussen.xlsx --uit vertrouwelijk` doet dit vanaf de opdrachtregel. Alleen bestaande
# casussen tellen mee. Geld en vrijgekomen capaciteit worden verdeeld; een inkomensoverdracht (een uitkering) verschuift geld
# en staat ernaast. De uitkomst is vertrouwelijk: het zijn bedragen van weinig casussen (hier: verzonnen).

# %%
contract = Contract(
    name="Proef", source="Eigen afspraak", share=Fraction(1, 2), payer_key=PayerKey.HOLD_HARMLESS
)
made = mr.scenario(mr.analyse(ruwaard()), contract)
print("\n".join(made.scenario.origin))
print(f"Daling: {float(made.scenario.saving_rate):.1%} van de kosten vooraf")
pd.DataFrame(
    [
        (one.stream.stream, str(one.stream.money), one.own_result_cents / 100, one.side_payment_cents / 100)
        for one in made.split.streams
    ],
    columns=["stroom", "soort geld", "zonder verrekening", "ontvangt"],
)

# %% [markdown]
# Komen de betalers samen tekort, zoals hier als er niets was gedaald, dan draagt ieder zijn eigen verlies: geen sleutel
# legt dat bij een ander. Willen zij het samen dragen, dan moet het contract dat zeggen.

# %%
together = replace(contract, shortfall=ShortfallRule.TOGETHER)
for rule in (replace(one, payer_key=PayerKey.EQUAL) for one in (contract, together)):
    split = split_measured(
        replace(
            made.scenario,
            contract=rule,
            streams=tuple(replace(one, after_cents=one.before_cents) for one in made.scenario.streams),
        )
    )
    print(rule.shortfall, [one.result_cents / 100 for one in split.streams if one.stream.investment_cents])

# %% [markdown]
# ## 7. Van eigen gemeten verschillen naar een scenario
#
# Een verschil is *na min voor*: een daling heeft een minteken. Alleen bestaande casussen tellen mee.

# %%
streams = outcome_from_streams(
    {"Wmo": 4_000_00, "Zvw": -12_000_00, "Wlz": -9_000_00},
    {"Wmo": 6_000_00},
    before_cents={"Wmo": 60_000_00, "Zvw": 80_000_00, "Wlz": 70_000_00},
)
small = replace(
    scenario,
    streams=streams,
    persons=32,
    contract=replace(scenario.contract, payer_key=PayerKey.HOLD_HARMLESS, share=Fraction(1, 4)),
)
pd.DataFrame(
    [
        (result.stream.stream, result.own_result_cents / 100, result.side_payment_cents / 100)
        for result in split_measured(small).streams
    ],
    columns=["stroom", "zonder verrekening", "ontvangt"],
)

# %% [markdown]
# ## 8. Een afspraak over jaren
#
# Drie basisjaren, vijf jaren en een reserve. Na drie jaar schuiven de basisjaren op: een oude daling zit dan in de benchmark.
# Zvw-kosten van het eerste jaar zijn nog niet compleet; een driehoek maakt ze af.

# %%
years_file = ROOT / "voorbeelden" / "afspraak_vijf_jaar.toml"
agreed = read_scenario(years_file)
settled = settle_years(agreed, agreed.agreement)
pd.DataFrame(
    [
        (
            year.year,
            year.benchmark_cents / 100,
            year.cost_cents / 100,
            year.pool_cents / 100,
            year.kept_cents / 100,
            sum(year.absorbed_cents) / 100,
            year.reserve_left_cents / 100,
        )
        for year in settled.years
    ],
    columns=["jaar", "benchmark", "kosten", "aanbieders", "betalers", "in nieuwe benchmark", "reserve"],
)

# %%
completion = chain_ladder(read_triangle(years_file.with_name("zvw_driehoek.csv")))
print([round(float(factor), 4) for factor in completion.factors])
print(f"Nog te komen: {completion.open_cents / 100:,.0f}, standaardfout {completion.error_cents / 100:,.0f}")

# %% [markdown]
# ## 9. Van casussen naar vijf jaar
#
# `mr scenario voorbeelden/casussen_vijf_jaar.toml --casussen casussen.xlsx --uit vertrouwelijk` doet dit vanaf de
# opdrachtregel. Het jaar na het MDO is gemeten. Hoeveel casussen er daarna zijn, hoe hun kosten groeien en hoeveel van het
# verschil blijft, is een **aanname** van de partijen: een werkmap met casussen zegt er niets over.

# %%
from_cases = mr.scenario(mr.analyse(ruwaard()), ROOT / "voorbeelden" / "casussen_vijf_jaar.toml")
pd.DataFrame(
    [
        (
            year.year,
            year.standing or "gemeten",
            year.persons,
            year.benchmark_cents / 100,
            year.cost_cents / 100,
            year.pool_cents / 100,
            year.kept_cents / 100,
        )
        for year in from_cases.settled_years.years
    ],
    columns=["jaar", "wat", "casussen", "benchmark", "kosten", "aanbieders", "betalers"],
)

# %% [markdown]
# Een paar dure casussen maken het meeste toeval. Wat kost het om ze te verzekeren, en wordt de uitkomst er rustiger van?

# %%
pd.DataFrame(
    [
        (
            one.priced.limit_cents / 100,
            one.priced.persons_above,
            one.priced.price_cents / 100,
            one.priced.variation,
            one.priced.variation_with,
        )
        for one in from_cases.scenario.high_cost.limits
    ],
    columns=["grens", "casussen erboven", "premie", "spreiding zonder", "spreiding met"],
).round(2)

# %% [markdown]
# ## 10. Contracten naast elkaar
#
# Dezelfde uitkomst en dezelfde trekkingen. Spijt is wat een partij gemiddeld misloopt doordat een ander contract achteraf
# beter voor haar was.

# %%
third = replace(scenario, contract=replace(scenario.contract, name="Een derde", share=Fraction(1, 3)))
compared = mr.compare_contracts(scenario, third)
pd.DataFrame(
    [
        (row.party, row.contract, row.mean_cents / 100, row.odds_negative, row.regret_cents / 100)
        for row in compared.parties
    ],
    columns=["partij", "contract", "gemiddeld", "kans op nadeel", "spijt"],
)

# %% [markdown]
# Met een afspraak over jaren komt er hetzelfde bij over alle jaren samen.

# %%
rolling = replace(
    agreed,
    contract=replace(agreed.contract, name="Benchmark schuift elk jaar op"),
    agreement=replace(agreed.agreement, rules=replace(agreed.agreement.rules, renew_after=1)),
)
over_years = mr.compare_contracts(agreed, rolling).years
pd.DataFrame(
    [
        (one.name, one.mean_pool_cents / 100, one.mean_kept_cents / 100, one.largest_regret_cents / 100)
        for one in over_years.contracts
    ],
    columns=["contract", "aanbieders gemiddeld", "betalers gemiddeld", "grootste spijt"],
).round(0)
