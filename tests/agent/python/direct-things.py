"""Searches one picture with a detector's ONNX file alone, as its metadata say, and prints the surest box as JSON, and for the
surest coin the cells of the grid over it, as x, y and the chance of being inside its outline.

Arguments: the model, a Parquet file with pictures, and the row."""

import io
import json
import sys

import numpy as np
import onnxruntime
import pyarrow.parquet as pq
from PIL import Image

session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
image = Image.open(io.BytesIO(pq.read_table(sys.argv[2]).column("picture")[int(sys.argv[3])].as_py())).convert("RGB")
scale = 640 / max(image.size)
small = np.asarray(image.resize([round(side * scale) for side in image.size], Image.Resampling.BICUBIC), np.float32)
height, width = (-(-side // 32) * 32 for side in small.shape[:2])
padded = np.full((height, width, 3), 127, np.float32)
padded[: small.shape[0], : small.shape[1]] = small
pixels = padded.transpose(2, 0, 1)[None]
confidence, lies = (each[0] for each in session.run(["confidence", "lies"], {"image": pixels, "boxes": np.zeros((0, 4), np.float32)}))
classes = session.get_modelmeta().custom_metadata_map["classes"].split("\n")


def surest(chances):
    """Left, top, right, bottom in pixels of the input."""
    down, across = np.unravel_index(chances.argmax(), chances.shape)
    right, below, wide, high = (float(value) for value in lies[:, down, across])
    middle = (across * 8 + 4 + right, down * 8 + 4 + below)
    return np.array([middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2])


label = int(confidence.max((1, 2)).argmax())
left, top, right, bottom = (float(side) for side in surest(confidence[label]) / scale)
coin = surest(confidence[classes.index("coin")])
inside = session.run(["inside"], {"image": pixels, "boxes": coin[None].astype(np.float32)})[0][0, 0]
size = coin[2:] - coin[:2]
low, cell = coin[:2] - 0.12 * size, 1.24 * size / len(inside)
cells = [[float(low[0] + (x + 0.5) * cell[0]) / scale, float(low[1] + (y + 0.5) * cell[1]) / scale, float(inside[y, x])] for y in range(len(inside)) for x in range(len(inside))]
print(json.dumps({"classes": classes, "label": classes[label], "confidence": float(confidence[label].max()), "box": [left, top, right - left, bottom - top], "inside": cells}))
