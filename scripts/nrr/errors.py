"""What can go wrong, each with the exit code the command ends with."""


class NrrError(Exception):
    """One clear sentence for the user: what, where (file and row), and the remedy."""

    exit_code = 1


class Refused(NrrError):
    """The data was refused; nothing was published."""

    exit_code = 1


class WrongUse(NrrError):
    """The command was called in a way it cannot serve."""

    exit_code = 2


class Busy(NrrError):
    """Another build holds this warehouse."""

    exit_code = 75
