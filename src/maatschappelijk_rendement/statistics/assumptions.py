"""The ways to set a change against what would have happened anyway, and what must be true for each."""

from __future__ import annotations

from enum import StrEnum


class ComparisonDesign(StrEnum):
    """How a change is set against what would have happened anyway."""

    BEFORE_AFTER = "voor_na"
    COMPARISON_GROUP = "vergelijkingsgroep"
    MATCHED = "gekozen_vergelijking"
    SECOND_BASELINE = "tweede_voormeting"
    CORRECTED = "correctie_terugval"
    WITH_WITHOUT = "met_zonder"


ASSUMPTION: dict[ComparisonDesign, str] = {
    ComparisonDesign.BEFORE_AFTER: (
        "Dit klopt alleen als de kosten zonder MDO gelijk waren gebleven. Voor casussen die zijn gekozen "
        "toen het slecht ging, is dat bijna nooit zo."
    ),
    ComparisonDesign.COMPARISON_GROUP: (
        "Dit klopt alleen als de vergelijkingsgroep op dezelfde manier is gekozen en zich zonder MDO net zo "
        "had ontwikkeld."
    ),
    ComparisonDesign.MATCHED: (
        "Dit klopt alleen als casussen met even hoge kosten vooraf zich zonder MDO net zo ontwikkelen, ook "
        "als zij niet zijn ingebracht."
    ),
    ComparisonDesign.SECOND_BASELINE: (
        "Dit klopt alleen als de casussen op de eerste voormeting zijn gekozen, en niet op de tweede."
    ),
    ComparisonDesign.CORRECTED: (
        "Dit klopt alleen als het gebruikte verband tussen twee perioden ook voor deze casussen geldt, en de "
        "kosten van een casus in verhouding even sterk schommelen als in dat verband."
    ),
    ComparisonDesign.WITH_WITHOUT: (
        "Dit is een verwachting en geen meting: wat zonder MDO was gebeurd, weet niemand. De kans is een "
        "schatting."
    ),
}
