"""The network and an image classifier's file, run with ONNX Runtime directly.

Without arguments: the two likeliest classes of ImageNet for scikit-learn's two photographs. With a model and a Parquet
file of pictures: what the model says of each."""

import io
import json
import sys

import numpy as np
import onnxruntime
import pyarrow.parquet as pq
from PIL import Image, ImageOps


def ask(model, image):
    size = ImageOps.pad(image.convert("RGB"), (224, 224), Image.Resampling.BICUBIC, color=(127, 127, 127))
    return model.run(None, {"image": np.asarray(size, np.float32).transpose(2, 0, 1)[None]})[0][0]


if len(sys.argv) == 1:
    from atelier_runner.vision.network import classifier
    from sklearn.datasets import load_sample_image

    session = onnxruntime.InferenceSession(classifier(), providers=["CPUExecutionProvider"])
    photos = {name: ImageOps.fit(Image.fromarray(load_sample_image(f"{name}.jpg")), (224, 224)) for name in ("china", "flower")}
    print(json.dumps([{name: np.argsort(-ask(session, photo))[:2].tolist() for name, photo in photos.items()}]))
else:
    session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
    classes = session.get_modelmeta().custom_metadata_map["classes"].split("\n")
    predicted, confidence = [], []
    for row in pq.read_table(sys.argv[2]).to_pylist():
        try:
            said = ask(session, Image.open(io.BytesIO(row["picture"])))
        except OSError:
            said = np.zeros(len(classes))
        predicted.append(classes[int(said.argmax())])
        confidence.append(float(said.max()))
    print(json.dumps({"classes": classes, "predicted": predicted, "confidence": confidence}))
