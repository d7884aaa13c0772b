"""EfficientNet-Lite0 as an ONNX graph (Tan and Le 2019; the "lite" variant: no squeeze and excitation, ReLU6).

Built here from the weights, so that no other framework is needed. Batch normalisation is folded into the convolutions.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .weights import read_weights, weights_file

SIDE = 224
"""Pixels of the square image that the network takes."""
WIDTH = 1280
"""Numbers with which it describes an image."""
EPSILON = 1e-3
IR_VERSION = 10
OPSET = 17

# Repeats, kernel, stride of the first, expansion, channels in and out.
STAGES = [
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
]


class Graph:
    """Nodes and initial values of a graph under construction."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.values: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """A value. Of the network's own float32 weights, large ones are kept in half precision, which halves the file and changes no class."""
        if value.dtype == np.float32 and value.ndim > 1 and name in self.weights:
            self.values.append(numpy_helper.from_array(value.astype(np.float16), f"{name}.half"))
            self.nodes.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
        else:
            self.values.append(numpy_helper.from_array(value, name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def convolution(self, source: str, conv: str, norm: str, *, kernel: int, stride: int, groups: int, active: bool) -> str:
        """Convolution and normalisation in one, padded as TensorFlow does, then ReLU6 where ``active``."""
        weight, weights = self.weights[f"{conv}.weight"], self.weights
        scale = weights[f"{norm}.weight"] / np.sqrt(weights[f"{norm}.running_var"] + EPSILON)
        bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * scale
        inputs = [source, self.constant(f"{conv}.weight", (weight * scale[:, None, None, None]).astype(np.float32)), self.constant(f"{conv}.bias", bias.astype(np.float32))]
        out = self.add("Conv", inputs, f"{conv}.out", kernel_shape=[kernel, kernel], strides=[stride, stride], group=groups, auto_pad="SAME_UPPER")
        return self.add("Clip", [out, "zero", "six"], f"{conv}.relu6") if active else out


def blocks(graph: Graph, source: str, count: int | None = None) -> list[str]:
    """Adds the network's blocks, the first ``count`` or all 16: from ``source`` (batch, 3, height, width), prepared, to the output of each."""
    graph.constant("zero", np.array(0, np.float32))
    graph.constant("six", np.array(6, np.float32))
    last = graph.convolution(source, "_conv_stem", "_bn0", kernel=3, stride=2, groups=1, active=True)
    outputs: list[str] = []
    for repeats, kernel, first, expansion, channels, after in STAGES:
        for repeat in range(repeats):
            if len(outputs) == count:
                return outputs
            stride, into = (first, channels) if repeat == 0 else (1, after)
            block, before, wide = f"_blocks.{len(outputs)}", last, into * expansion
            if expansion > 1:
                last = graph.convolution(last, f"{block}._expand_conv", f"{block}._bn0", kernel=1, stride=1, groups=1, active=True)
            last = graph.convolution(last, f"{block}._depthwise_conv", f"{block}._bn1", kernel=kernel, stride=stride, groups=wide, active=True)
            last = graph.convolution(last, f"{block}._project_conv", f"{block}._bn2", kernel=1, stride=1, groups=1, active=False)
            if stride == 1 and into == after:
                last = graph.add("Add", [last, before], f"{block}.sum")
            outputs.append(last)
    return outputs


def describe(graph: Graph, source: str) -> str:
    """Adds the network without its last layer: from ``source`` (batch, 3, 224, 224), prepared, to (batch, 1280)."""
    last = blocks(graph, source)[-1]
    last = graph.convolution(last, "_conv_head", "_bn1", kernel=1, stride=1, groups=1, active=True)
    pooled = graph.add("GlobalAveragePool", [last], "pooled")
    return graph.add("Flatten", [pooled], "described", axis=1)


def prepared(graph: Graph, source: str) -> str:
    """From pixels 0 to 255 to what the network was trained on."""
    graph.constant("mean", np.array(127, np.float32))
    graph.constant("deviation", np.array(128, np.float32))
    centred = graph.add("Sub", [source, "mean"], "centred")
    return graph.add("Div", [centred, "deviation"], "prepared")


def finish(graph: Graph, name: str, outputs: list[tuple[str, int]], properties: dict[str, str] | None = None) -> bytes:
    """The graph as a file: from ``image`` (batch, 3, 224, 224), RGB 0 to 255, to ``outputs`` with their widths."""
    taken = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, SIDE, SIDE])
    given = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", width]) for output, width in outputs]
    model = helper.make_model(helper.make_graph(graph.nodes, name, [taken], given, graph.values), opset_imports=[helper.make_opsetid("", OPSET)], producer_name="Atelier")
    model.ir_version = IR_VERSION
    if properties:
        helper.set_model_props(model, properties)
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


@cache
def weights() -> dict[str, np.ndarray] | None:
    """The weights, read once; None where their package is absent."""
    path = weights_file()
    return None if path is None else read_weights(path)


def classifier() -> bytes | None:
    """The whole network with its 1,000 classes of ImageNet, to check the weights by."""
    found = weights()
    if found is None:
        return None
    graph = Graph(found)
    described = describe(graph, prepared(graph, "image"))
    graph.constant("fc.weight", np.ascontiguousarray(found["_fc.weight"].T))
    graph.constant("fc.bias", found["_fc.bias"])
    product = graph.add("MatMul", [described, "fc.weight"], "product")
    return finish(graph, "efficientnet-lite0", [(graph.add("Add", [product, "fc.bias"], "logits"), 1000)])
