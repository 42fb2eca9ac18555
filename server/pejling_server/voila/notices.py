"""The pages a participant gets instead of a kernel page: full, queued, not working, not allowed, not found."""

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
ASK_AGAIN_SECONDS = 2


def full(*, own: bool, theme: str) -> HTMLResponse:
    """503: every place is taken, by this person's own pages or by all of them together."""
    if own:
        text = "Du har flere beregningssider åbne. Luk en af dem, og prøv så igen."
    else:
        text = "Der er mange, der bruger beregningssiderne lige nu. Luk dem, du ikke bruger, og prøv igen om lidt."
    answer = _page(503, "Fuldt – prøv igen om lidt", text, theme)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def queued(place: int, theme: str) -> HTMLResponse:
    """Somebody's place among those whose page is being started; the page asks again by itself."""
    answer = _page(200, f"Du er nr. {place} i køen", "Mange åbner siden lige nu. Den kommer frem af sig selv om lidt.", theme,
                   asks_again=True)
    answer.headers["Refresh"] = str(ASK_AGAIN_SECONDS)
    return answer


def stuck(theme: str) -> HTMLResponse:
    """504: it was tried twice, and neither came to an end in time."""
    text = (
        "Vi har prøvet at starte siden to gange, uden at den blev færdig. Prøv igen om lidt, eller sig det til din underviser. "
        "Dine svar på holdets andre sider er ikke berørt."
    )
    return _page(504, "Siden blev ikke færdig", text, theme)


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


def _page(status: int, title: str, text: str, theme: str, *, asks_again: bool = False) -> HTMLResponse:
    again = "Siden bliver hentet igen, også hvis du ikke gør noget." if asks_again else ""
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
<p role="status">{escape(text)} {again}</p>
<a class="pj-button pj-button-primary" href="">Prøv igen</a>
<a class="pj-button" href="/">Til forsiden</a>
</main>
</body>
</html>
""",
        status,
        HEADERS,
    )
