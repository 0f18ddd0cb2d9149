"""Leave out of a WebAssembly file what only a debugger reads."""

from __future__ import annotations

MAGIC = b"\0asm\1\0\0\0"
CUSTOM = 0


def stripped(module: bytes) -> bytes:
    """Give a module without its custom sections: names and notes, which running it does not ask.

    Args:
        module: A module in the binary format.

    Raises:
        ValueError: This is no such module.

    Example:
        >>> stripped(MAGIC + bytes([0, 2, 1, 65]) + bytes([1, 1, 0])) == MAGIC + bytes([1, 1, 0])
        True
    """
    if not module.startswith(MAGIC):
        raise ValueError("no WebAssembly, or another version of it")
    kept, at = [MAGIC], len(MAGIC)
    while at < len(module):
        size, body = _number(module, at + 1)
        if module[at] != CUSTOM:
            kept.append(module[at : body + size])
        at = body + size
    return b"".join(kept)


def _number(module: bytes, at: int) -> tuple[int, int]:
    """Read a number in LEB128: its value, and the place after it."""
    value = shift = 0
    while True:
        byte = module[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
