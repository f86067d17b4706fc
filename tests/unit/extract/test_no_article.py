"""M11: what stands in an article's place, such as a paywall or a consent dialogue, is no article and no success."""

import pytest

from sayso.contracts import Discard, Disposition
from sayso_extract import pipeline

PAGES = {
    "consent": """<html><head><title>Before you continue</title></head><body>
        <div class="cookie-consent" role="dialog"><h1>We value your privacy</h1>
        <p>We and our 214 partners store information on your device, such as cookies, and read it, so that we can
        measure how our pages are used, show you advertising that fits you and improve what we offer.</p>
        <p>You can accept this, refuse it or change your choice at any time in the settings below.</p>
        <button>Accept all</button><button>Refuse</button></div></body></html>""",
    "consent without a class": """<html><head><title>Your choices</title></head><body><main>
        <p>We use cookies and similar means to run this site.</p>
        <p>Accept all cookies</p><form><button>Manage</button></form></main></body></html>""",
    "paywall": """<html><head><title>Bridge closes</title><meta property="og:type" content="article"></head><body>
        <article><h1>Bridge closes</h1><div class="paywall"><p>Subscribe now to read this story and all others.</p>
        <p>Already a subscriber? <a href="/login">Log in</a></p></div></article></body></html>""",
    "paywall as plain paragraphs": """<html><head><title>Bridge closes</title></head><body><article>
        <h1>Bridge closes</h1><p>Subscribe to continue reading</p><p>From 4 crowns a month</p></article></body>""",
    "scripts needed": """<html><head><title>Saltby Post</title></head><body><div id="root"></div>
        <noscript>You need to enable JavaScript to run this app.</noscript></body></html>""",
    "menu": """<html><body><nav><a href="/">Home</a><a href="/local">Local</a><a href="/sport">Sport</a></nav>
        <footer>Contact Imprint Privacy</footer></body></html>""",
    "robot check": """<html><head><title>Just a moment</title></head><body><h1>Just a moment...</h1>
        <p>Checking that you are human.</p></body></html>""",
    "log in": """<html><head><title>Log in</title></head><body><form action="/login"><label>Name</label><input>
        <label>Password</label><input type="password"><button>Log in</button></form></body></html>""",
}


@pytest.mark.parametrize("name", PAGES)
def test_m11_a_page_without_an_article_is_no_success(name: str) -> None:
    with pytest.raises(Discard) as end:
        pipeline.read(PAGES[name].encode(), url="https://news.example/2025/04/09/bridge", media="html", charset="utf-8")
    assert end.value.disposition is Disposition.NO_ARTICLE
