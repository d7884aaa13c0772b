"""One graph from an image to its descriptions, and the same with what was learned behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import classical, network


@dataclass
class Head:
    """What was learned of descriptions: probabilities are softmax(described @ weight + bias)."""

    weight: np.ndarray
    """(width of all parts, classes)"""
    bias: np.ndarray
    parts: list[str]
    """Which descriptions, in the order of the rows of ``weight``."""
    classes: list[str]


def widths() -> dict[str, int]:
    """The descriptions that can be made here, with the count of their numbers."""
    return {**({"network": network.WIDTH} if network.weights() is not None else {}), "classical": classical.WIDTH}


def _add(graph: network.Graph, parts: list[str]) -> list[str]:
    outputs = {}
    if "network" in parts:
        outputs["network"] = network.describe(graph, network.prepared(graph, "image"))
    if "classical" in parts:
        outputs["classical"] = classical.describe(graph, "image")
    return [outputs[part] for part in parts]


def describer() -> tuple[bytes, list[str]]:
    """A graph that gives every description that can be made here, and their names."""
    known = widths()
    graph = network.Graph(network.weights() or {})
    names = _add(graph, list(known))
    return network.finish(graph, "descriptions", list(zip(names, known.values(), strict=True))), list(known)


def classifier(head: Head) -> bytes:
    """The whole model: from ``image`` (batch, 3, 224, 224), RGB 0 to 255, to ``probabilities`` (batch, classes)."""
    return _answering(head, "image-classifier", lambda graph, logits: graph.add("Softmax", [logits], "probabilities", axis=1))


def tagger(head: Head) -> bytes:
    """The whole model where an image may have several labels: as ``classifier``, but each probability is of a label by itself."""
    return _answering(head, "image-tagger", lambda graph, logits: graph.add("Sigmoid", [logits], "probabilities"))


def _answering(head: Head, name: str, answer: Callable[[network.Graph, str], str]) -> bytes:
    graph = network.Graph(network.weights() or {})
    outputs = _add(graph, head.parts)
    described = outputs[0] if len(outputs) == 1 else graph.add("Concat", outputs, "all", axis=1)
    graph.constant("head.weight", head.weight.astype(np.float32))
    graph.constant("head.bias", head.bias.astype(np.float32))
    logits = graph.add("Add", [graph.add("MatMul", [described, "head.weight"], "head.product"), "head.bias"], "logits")
    facts = {"classes": "\n".join(head.classes), "input": "RGB, 0 to 255, the whole image padded to a square with grey 127 and resized to 224 x 224 pixels"}
    return network.finish(graph, name, [(answer(graph, logits), len(head.classes))], facts)
