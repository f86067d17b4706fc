"""What knows a technology: the SQL store and its outbox, and the similarity index in Redis."""
