"""Metrics and curves of predictions."""
