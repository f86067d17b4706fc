"""Odd beginnings of pages (H6): what browsers' parsers are tested with, written anew. `ODD` holds two hundred.

Each of a hundred snippets is used as it stands, and with the end cut off.
"""

_SNIPPETS = (
    "<!DOCTYPE>", "<!doctype html SYSTEM 'about:legacy'>", '<!DOCTYPE html PUBLIC "-//X//Y" [<!ELEMENT a ANY>]>',
    "<!doctype<html>", "<!-->", "<!--->", "<!-- a -- b -->", "<!-- a --!>", "<!--<!--x-->-->", "<!- a ->", "<!x>",
    "<!>", "<?php echo '<p>'; ?>", "<?xml version='1.0' encoding='nonsense'?>", "<?>", "<??>", "</>", "< p>", "<p",
    "<p <p>", "<1>", "<\x00p>", "<p\x00>", "<p a=\x00>", "\x00\x01\x02<p>", "\ufeff\ufeff<p>", "<p/>",
    "<div/><span/>", "</p></p>", "</br>", "<br></br>", "<p a>", "<p a=>", "<p a=b=c>", "<p a='b\"c>", "<p a=b a=c>",
    "<p =a>", "<p / / a>", "<p \"'<>", "<p a=`b`>", "<p a&lt;=b>", "&", "&;", "&#;", "&#x;", "&#0;", "&#xD800;",
    "&#x110000;", "&#99999999999999999999;", "&amp", "&ampx", "&notit;", "&nosuch;", "&#x80;", "&lt;script&gt;",
    "<title>&lt;p></title>", "<title><p>x</title>", "<title>", "<textarea><p>x", "<textarea></textarea",
    "<xmp><p></xmp>", "<plaintext><p>x", "<noscript><p>x</noscript>", "<script>'</script>'",
    "<script><!--<script></script>", "<script><!-- </script> -->", "<style><p></style>", "<style>p{}</style",
    "<iframe><p></iframe>", "<noembed><p>", "<template><tr><td>x</template>", "<svg><p>x</svg>", "<svg><title><p>x",
    "<math><mi><p>x</mi></math>", "<svg><![CDATA[<p>]]></svg>", "<![CDATA[<p>]]>", "<table><p>x</table>",
    "<table><tr><p>x<td>y", "<table><table><table>", "<tr><td>x", "<caption>x<col><td>",
    "<select><p>x<option>y<select>", "<select><table><tr><td>x", "<b><i><p>x</b></i>", "<a><a><a>x",
    "<b><b><b><b><b>x</p>", "<p><table><p>x", "<form><form>x", "<button><button>x", "<nobr><nobr>x", "<h1><h2>x</h1>",
    "<li><li><ul><li>x</li>", "<dd><dt><dd>x", "<ruby>x<rt>y<rp>(", "<frameset><frame>", "<body><frameset>",
    "<html><html lang=x><body><body class=y>", "<head><head><p>x<head>", "</html><p>x", "</body></html></body><p>x",
)  # fmt: skip

ODD = tuple(
    piece
    for number, snippet in enumerate(_SNIPPETS)
    for piece in (snippet, f"{number}{snippet[: max(1, len(snippet) * 2 // 3)]}")
)
