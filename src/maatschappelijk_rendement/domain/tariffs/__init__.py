"""The tariff store: prices with their sources, indices, and what is missing (design: tariffs)."""

from maatschappelijk_rendement.domain.tariffs.indices import Carried, Indices
from maatschappelijk_rendement.domain.tariffs.store import PricePeriod, Product, Tariffs

__all__ = ["Carried", "Indices", "PricePeriod", "Product", "Tariffs"]
