"""The pages a participant gets instead of a kernel page: full, not working, not allowed, not found."""

from html import escape

from starlette.responses import HTMLResponse

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
RETRY_SECONDS = 30


def full(*, own: bool, theme: str) -> HTMLResponse:
    """503: every place is taken, by this person's own pages or by all of them together."""
    if own:
        text = "Du har flere beregningssider åbne. Luk en af dem, og prøv så igen."
    else:
        text = "Der er mange, der bruger beregningssiderne lige nu. Luk dem, du ikke bruger, og prøv igen om lidt."
    answer = _page(503, "Fuldt – prøv igen om lidt", text, theme)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def not_working(theme: str) -> HTMLResponse:
    """502: Voilà did not answer as it should."""
    text = (
        "Siden kunne ikke åbnes, fordi beregningen ikke svarer. Prøv igen om et øjeblik. "
        "Dine svar på holdets andre sider er ikke berørt."
    )
    return _page(502, "Siden virker ikke lige nu", text, theme)


def not_allowed(theme: str) -> HTMLResponse:
    """403: nobody is logged in, or it belongs to another."""
    return _page(403, "Du har ikke adgang", "Log ind på dit hold, og åbn siden derfra.", theme)


def not_found(theme: str) -> HTMLResponse:
    """404: no such page, or not for this viewer."""
    return _page(404, "Siden findes ikke", "Gå tilbage til dit hold, og vælg siden derfra.", theme)


def _page(status: int, title: str, text: str, theme: str) -> HTMLResponse:
    return HTMLResponse(
        f"""<!DOCTYPE html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{escape(theme)}">
</head>
<body class="pj">
<main class="pj-card pj-stack">
<h1 class="pj-title">{escape(title)}</h1>
<p>{escape(text)}</p>
<a class="pj-button pj-button-primary" href="">Prøv igen</a>
<a class="pj-button" href="/">Til forsiden</a>
</main>
</body>
</html>
""",
        status,
        HEADERS,
    )
