"""Bytes to text: what kind of document they are and which encoding they are in.

Begin with `document_kind`, then `decode`.
"""
