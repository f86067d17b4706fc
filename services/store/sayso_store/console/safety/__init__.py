"""Who may use the console, and for what: tokens and sessions, forged requests, rates and the audit line."""
