"""The console's pages: one module a page, each a router of its own. Without script every one of them works as well."""
