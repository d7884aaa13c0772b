"""Writes event files with the packages that people use: tensorboardX's writer (old fields) and TensorBoard's own (tensors).

Usage: write.py FOLDER [STEPS]. Prints what it has written as JSON.
"""

import json
import sys
from pathlib import Path

import numpy as np
from tensorboard.compat.proto import event_pb2, graph_pb2, summary_pb2
from tensorboard.plugins.histogram.summary_v2 import histogram_pb
from tensorboard.plugins.image import metadata as image_metadata
from tensorboard.plugins.scalar.summary_v2 import scalar_pb
from tensorboard.plugins.text.summary_v2 import text_pb
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util import tensor_util
from tensorboardX import SummaryWriter

folder = Path(sys.argv[1])
steps = int(sys.argv[2]) if len(sys.argv) > 2 else 5
values = np.linspace(-1, 1, 1000)


def picture(step: int) -> np.ndarray:
    image = np.zeros((3, 8, 12))
    image[0] = step / 10
    return image


def old() -> None:
    writer = SummaryWriter(str(folder / "logs" / "train"), filename_suffix=".old")
    for step in range(steps):
        writer.add_scalar("loss", 1 / (step + 1), step, walltime=1_700_000_000 + step)
        writer.add_scalar("odd", float("nan") if step == 1 else float("inf") if step == 2 else 0.1, step, walltime=1_700_000_000 + step)
        writer.add_histogram("weights", values * (step + 1), step, walltime=1_700_000_000 + step)
    writer.add_image("digits", picture(3), 2, walltime=1_700_000_000)
    writer.add_images("batch", np.stack([picture(1), picture(2)]), 2, walltime=1_700_000_000)
    writer.add_text("note", "a *first* note", 1, walltime=1_700_000_000)
    writer.add_hparams({"depth": 3}, {"score": 0.5}, name="settings")
    writer.close()


def png() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (12, 8), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def images_pb(tag: str, files: list[bytes]) -> summary_pb2.Summary:
    tensor = tensor_util.make_tensor_proto([b"12", b"8", *files])
    return summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag=tag, metadata=image_metadata.create_summary_metadata(display_name=None, description=None, converted_to_tensor=None), tensor=tensor)])


def tensor_of(tag: str, value: np.ndarray) -> summary_pb2.Summary:
    summary = scalar_pb(tag, 0.0)
    summary.value[0].tensor.CopyFrom(tensor_util.make_tensor_proto(value))
    return summary


def packed(tag: str, value: np.ndarray) -> summary_pb2.Summary:
    """As TensorFlow itself writes: the number's bytes in tensor_content."""
    summary = scalar_pb(tag, 0.0)
    tensor = summary.value[0].tensor
    tensor.ClearField("float_val")
    tensor.dtype = 1 if value.dtype == np.float32 else 2
    tensor.tensor_content = value.tobytes()
    return summary


def new() -> None:
    writer = EventFileWriter(str(folder / "logs" / "validation"), filename_suffix=".new")
    first = True
    for step in range(steps):
        summaries = [
            scalar_pb("accuracy", 0.1 * step),
            tensor_of("exact", np.float64(0.1 * step)),
            packed("packed32", np.float32(0.1 * step)),
            packed("packed64", np.float64(0.1 * step)),
            histogram_pb("weights", values * (step + 1), buckets=10),
        ]
        if step == 2:
            summaries += [text_pb("note", ["one", "two"]), images_pb("pictures", [png(), png()])]
        for summary in summaries:
            if not first:
                # TensorFlow names the plugin in a tag's first record alone.
                for value in summary.value:
                    if value.tag not in ("note", "pictures"):
                        value.ClearField("metadata")
            writer.add_event(event_pb2.Event(wall_time=1_700_000_100 + step, step=step, summary=summary))
        first = False
    writer.add_event(event_pb2.Event(wall_time=1_700_000_200, graph_def=graph_pb2.GraphDef().SerializeToString()))
    writer.close()


old()
new()
counts, limits = np.histogram(values, bins=10)
print(json.dumps({"png": png().hex(), "counts": counts.tolist(), "limits": limits.tolist()}))
