"""Describes images by numbers: a network's where its weights are installed, and classical features always."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import onnxruntime

from .describe import describer
from .network import SIDE
from .pictures import decode, square

BATCH = 16


def describe_images(pictures: Sequence[bytes | None], threads: int, tell: Callable[[int], None] = lambda _: None) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The descriptions of each picture by name, float32 (n, width), and which of them could be read; the others' rows are zeros.
    ``tell`` hears how many are done."""
    model, names = describer()
    session = open_session(model, threads)
    described: dict[str, list[np.ndarray]] = {name: [] for name in names}
    readable: list[bool] = []
    for start in range(0, len(pictures), BATCH):
        images = [decode(picture) for picture in pictures[start : start + BATCH]]
        known = np.array([image is not None for image in images])
        batch = np.zeros((len(images), 3, SIDE, SIDE), np.float32)
        for at, image in enumerate(images):
            if image is not None:
                batch[at] = square(image).transpose(2, 0, 1)
        for name, values in zip(names, session.run(None, {"image": batch}), strict=True):
            described[name].append(np.where(known[:, None], values, 0).astype(np.float32))
        readable.extend(known)
        tell(min(start + BATCH, len(pictures)))
    return {name: np.concatenate(rows) if rows else np.zeros((0, 1), np.float32) for name, rows in described.items()}, np.array(readable, bool)


def open_session(model: bytes, threads: int) -> onnxruntime.InferenceSession:
    """The model on the CPU, with so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
