"""What a statement says beyond its words: dates, quantities, certainty, negation."""
