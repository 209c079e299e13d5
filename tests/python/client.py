"""A client in another language: everything it knows comes from proto/."""

import atexit
import importlib
import pathlib
import shutil
import sys
import tempfile
import types

import grpc_tools
from grpc_tools import protoc

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
# The protos of protobuf itself (google/protobuf) come with the compiler.
STANDARD = pathlib.Path(grpc_tools.__file__).parent / "_proto"


def stubs(proto: pathlib.Path = PROTO) -> dict[str, types.ModuleType]:
    """Compiles every file under `proto` and returns the modules by their names.

    `permits/v1/permits.proto` gives `permits.v1.permits_pb2` (messages) and
    `permits.v1.permits_pb2_grpc` (stubs). The generated files last as long as
    the process.
    """
    files = sorted(str(file.relative_to(proto)) for file in proto.rglob("*.proto"))
    if not files:
        raise SystemExit(f"there is no .proto file under {proto}")
    out = tempfile.mkdtemp(prefix="satupintu-stubs-")
    atexit.register(shutil.rmtree, out, ignore_errors=True)
    arguments = [f"-I{proto}", f"-I{STANDARD}", f"--python_out={out}", f"--grpc_python_out={out}"]
    if protoc.main(["protoc", *arguments, *files]) != 0:
        raise SystemExit(f"{proto} does not compile: see above")

    sys.path.insert(0, out)
    importlib.invalidate_caches()
    names = [file.removesuffix(".proto").replace("/", ".") for file in files]
    modules = [name + suffix for name in names for suffix in ("_pb2", "_pb2_grpc")]
    return {module: importlib.import_module(module) for module in modules}
