"""Searches one picture with a detector's ONNX file alone, as its metadata say, and prints the surest box as JSON.

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
confidence, lies = (each[0] for each in session.run(["confidence", "lies"], {"image": padded.transpose(2, 0, 1)[None]}))
label, down, across = np.unravel_index(confidence.argmax(), confidence.shape)
right, below, wide, high = (float(value) for value in lies[:, down, across])
middle = (across * 8 + 4 + right, down * 8 + 4 + below)
classes = session.get_modelmeta().custom_metadata_map["classes"].split("\n")
box = [(middle[0] - wide / 2) / scale, (middle[1] - high / 2) / scale, wide / scale, high / scale]
print(json.dumps({"classes": classes, "label": classes[label], "confidence": float(confidence[label, down, across]), "box": [float(each) for each in box]}))
