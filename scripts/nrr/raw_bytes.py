"""The bytes of a raw file: what they are, and whether they can be read at all."""

import codecs
import hashlib
from pathlib import Path

from nrr.errors import Refused, WrongUse
from nrr.raw_files import RawFile
from nrr.raw_records import first_row_with

BLOCK = 1 << 20
EMPTY = hashlib.sha256().hexdigest()

_UTF8_BOM = b"\xef\xbb\xbf"
_SIGNATURES = {
    b"\xff\xfe\x00\x00": ("is UTF-32 text", "save it as CSV UTF-8"),
    b"\x00\x00\xfe\xff": ("is UTF-32 text", "save it as CSV UTF-8"),
    b"\xff\xfe": ("is UTF-16 text", "save it as CSV UTF-8"),
    b"\xfe\xff": ("is UTF-16 text", "save it as CSV UTF-8"),
    b"\x1f\x8b": ("is a gzip archive", "unpack it"),
    b"\x28\xb5\x2f\xfd": ("is a Zstandard archive", "unpack it"),
    b"PK\x03\x04": ("is an Excel workbook or a zip archive", "save it as CSV UTF-8"),
    b"\xd0\xcf\x11\xe0": ("is an old Excel workbook", "save it as CSV UTF-8"),
    b"PAR1": ("is a Parquet file", "name it .parquet"),
}


def known_encoding(encoding: str) -> str:
    """The codec declared, `utf-8` or `cp932`; WrongUse for any other."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        name = ""
    name = "utf-8" if name == "utf-8-sig" else name
    if name not in ("utf-8", "cp932"):
        raise WrongUse(f"--encoding {encoding} cannot be read: use utf-8 or cp932.")
    return name


def check_csv_bytes(file: RawFile, declared: str) -> tuple[str, str]:
    """(sha256 as hex, the codec to read it with) of a CSV file of any size.

    `declared` is `utf-8` or `cp932`. Raises Refused for what is no text in it:
    archives, UTF-16, NUL bytes, another encoding.
    """
    with file.path.open("rb") as binary:
        head = binary.read(1024)
    _check_signature(file, head)
    codec = "utf-8" if head.startswith(_UTF8_BOM) else declared
    decode = codecs.getincrementaldecoder(codec)("strict").decode
    digest = hashlib.sha256()
    is_ascii = True
    try:
        with file.path.open("rb") as binary:
            while block := binary.read(BLOCK):
                digest.update(block)
                if b"\0" in block:
                    raise Refused(_nul(file))
                is_ascii = is_ascii and block.isascii()
                decode(block)
        decode(b"", True)
    except UnicodeDecodeError:
        raise Refused(_undecodable(file, codec)) from None
    if codec == "cp932" and not is_ascii and _decodes(file.path, "utf-8"):
        raise Refused(
            f"{file.name}: is UTF-8, but CP932 was declared: leave out --encoding, or"
            " where your other files are CP932, save this one as UTF-8 with a"
            " byte-order mark."
        )
    return digest.hexdigest(), codec


def check_parquet_bytes(file: RawFile) -> str:
    """The sha256 (hex) of a Parquet file; Refused where it is none, unless of
    no bytes at all (EMPTY)."""
    digest = hashlib.sha256()
    head = last = b""
    with file.path.open("rb") as binary:
        while block := binary.read(BLOCK):
            digest.update(block)
            head = head or block[:4]
            last = (last + block)[-4:]
    if last and (head != b"PAR1" or last != b"PAR1"):
        raise Refused(
            f"{file.name}: is not a whole, unencrypted Parquet file: export it again."
        )
    return digest.hexdigest()


def _check_signature(file: RawFile, head: bytes) -> None:
    for signature, (what, remedy) in _SIGNATURES.items():
        if head.startswith(signature):
            raise Refused(f"{file.name}: {what}, not a CSV file: {remedy}.")
    # Without a byte-order mark, UTF-16 shows by a NUL in every second byte.
    if head.count(0) > len(head) // 4:
        raise Refused(f"{file.name}: is UTF-16 text: save it as CSV UTF-8.")


def _nul(file: RawFile) -> str:
    # Latin-1 reads any bytes, and quotes, commas and line ends as they are.
    row, _ = first_row_with("\0", file.path, "latin-1")
    return f"{file.name}: {row} holds a NUL byte: export the file again, or delete it."


def _undecodable(file: RawFile, codec: str) -> str:
    row, found = first_row_with("[\udc80-\udcff]", file.path, codec)
    byte = f" (byte 0x{ord(found) & 0xFF:02X})" if found else ""
    what = f"{file.name}: {row} is not {codec.upper()}{byte}"
    if codec == "utf-8" and _decodes(file.path, "cp932"):
        return (
            f"{what}: if the file is CP932 (Japanese Windows), declare it with"
            " --encoding cp932, else save it as CSV UTF-8."
        )
    if codec == "cp932" and _decodes(file.path, "utf-8"):
        return f"{what} but UTF-8: leave out --encoding."
    return f"{what}: save the file as CSV UTF-8."


def _decodes(path: Path, codec: str) -> bool:
    decode = codecs.getincrementaldecoder(codec)("strict").decode
    try:
        with path.open("rb") as binary:
            while block := binary.read(BLOCK):
                decode(block)
        decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True
