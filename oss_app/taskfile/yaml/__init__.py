"""YAML with places: lines, a tree that knows where each value stands, and values written back."""
