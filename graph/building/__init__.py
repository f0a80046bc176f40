"""From rows to relationships: loading, checking, grouping, picking values, working out what held when."""
