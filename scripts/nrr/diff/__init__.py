"""What changed from one published version to another, and which rows did it."""

from nrr.diff.told import diff

__all__ = ["diff"]
