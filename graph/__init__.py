"""A knowledge graph of industry relationships."""
