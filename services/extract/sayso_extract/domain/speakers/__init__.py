"""Who a speaker is: names, people of a document, roles and places. Begin with `speakers`."""
