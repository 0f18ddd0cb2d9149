"""Runs in the Python of the page: makes the bytecode of each module under /app/source, in /compiled.

What is source is compiled as ``python -OO`` does: without docstrings, which are a fifth of the library. Of
what is bytecode already the docstrings are taken out, but not where numpy reads its own. Asserts stay where
they were bytecode, and go where they were source; none of ours is about data. A third of what is left says
which line each instruction comes from; that stays for our own package, whose faults are told by their line.
"""

import importlib.util
import marshal
import pathlib
import types

# What a .pyc begins with: the magic number, flags 1 (hash, not checked), eight bytes for a hash nobody reads.
HEAD = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
HAS_DOCSTRING = 0x4000000
OURS = "maatschappelijk_rendement/"
READS_ITS_OWN = ("numpy/_core/", "numpy/lib/", "numpy/ma/")


def bare(code, keeps_docstrings):
    """Give code without line numbers, and of which no function inside has a docstring."""
    inside = [
        bare(one, keeps_docstrings) if isinstance(one, types.CodeType) else one for one in code.co_consts
    ]
    flags = code.co_flags
    if flags & HAS_DOCSTRING and not keeps_docstrings:
        inside[0] = None
        flags &= ~HAS_DOCSTRING
    return code.replace(co_consts=tuple(inside), co_flags=flags, co_linetable=b"")


source, made = pathlib.Path("/app/source"), pathlib.Path("/compiled")
for path in sorted(source.rglob("*.py*")):
    name = path.relative_to(source).with_suffix(".pyc").as_posix()
    data = path.read_bytes()
    if path.suffix == ".pyc":
        code = marshal.loads(data[16:])
    else:
        code = compile(data, f"/app/{name[:-1]}", "exec", dont_inherit=True, optimize=2)
    if not name.startswith(OURS):
        code = bare(code, name.startswith(READS_ITS_OWN))
    target = made / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(HEAD + marshal.dumps(code))
