"""The sample company: a field-sales SaaS, made up at any size, the same each time."""

from nrr.generate.company import generate

__all__ = ["generate"]
