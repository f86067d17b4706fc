"""The web console and its API: the role ``console`` of the store service.

One process that reads the store and the streams and shows them to people (``pages``) and programs (``api``), live by
server-sent events (``live``). It changes three things only, each by POST, each with an audit line: it pushes, it
redrives and it drops dead letters.

What comes from the web is text here: Jinja2 escapes all of it, ``rendering`` makes what steers a reader's eye visible,
and the Content-Security-Policy allows no script but the files in ``static``. Who may do what is in ``safety``. Begin
with ``role``, then ``app``.
"""
