"""What runs the services: settings, logs, delivery and the worker process. Over ``contracts``, under ``cli``.

``worker`` is the process, ``delivery`` moves messages, ``service`` is how a service presents itself.
"""
