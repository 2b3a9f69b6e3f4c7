"""What invented readers thought: (headline begins, stars, name, words, decision)."""

KEEPER, ARCHIVE, BRIDGE = "“The sea", "The archivist", "An engineer"

RATINGS: list[tuple[str, int, str, str, str]] = [
    (KEEPER, 5, "Oyvind R.", "I have walked past that stone for years.", "approve"),
    (KEEPER, 4, "Palesa", "The fish in the margin will stay with me.", "approve"),
    (KEEPER, 5, "", "Short, exact and quietly alarming.", "approve"),
    (KEEPER, 3, "Hugo", "I wanted more about the instruments.", "approve"),
    *[(KEEPER, stars, "", "", "") for stars in (5, 5, 4, 4, 4, 5, 4, 4)],
    (KEEPER, 4, "Noor", "Is the ledger open to visitors in winter?", "wait"),
    (KEEPER, 1, "", "Visit my shop for cheap watches!", "spam"),
    (KEEPER, 2, "Anon", "What nonsense from a silly woman.", "reject"),
    (KEEPER, 3, "Gil", "I take this back.", "withdraw"),
    (ARCHIVE, 5, "Tunde", "The jetty smelled exactly like that.", "approve"),
    (ARCHIVE, 4, "", "", ""),
    (BRIDGE, 4, "", "", ""),
    ("« Siffler", 5, "Maëlle", "Je le ferai lire à mon équipe.", "approve"),
    ("« Siffler", 4, "", "", ""),
    ("« Siffler", 4, "", "Une belle leçon de calme.", "wait"),
    ("Школа", 5, "Ержан", "Глобус уже отправлен.", "approve"),
    ("Школа", 5, "", "", ""),
    ("«الخريطة", 5, "رنا", "حوار يشبه المشي في المدينة.", "approve"),
]
