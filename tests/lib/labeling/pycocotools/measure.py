"""What pycocotools makes of a COCO file: for each image its annotations' areas, and the overlap of every two, of boxes and of masks."""

import contextlib
import io
import json
import sys

from pycocotools import mask as runs
from pycocotools.coco import COCO

with contextlib.redirect_stdout(io.StringIO()):
    coco = COCO(sys.argv[1])
answer = []
for image in coco.getImgIds():
    annotations = coco.loadAnns(coco.getAnnIds(imgIds=[image]))
    boxes = [annotation["bbox"] for annotation in annotations]
    masks = [coco.annToRLE(annotation) for annotation in annotations if annotation.get("segmentation")]
    answer.append({
        "image": coco.loadImgs([image])[0]["file_name"],
        "areas": [float(area) for area in runs.area(masks)] if masks else [],
        "masks": runs.iou(masks, masks, [0] * len(masks)).tolist() if masks else [],
        "boxes": runs.iou(boxes, boxes, [0] * len(boxes)).tolist(),
    })
print(json.dumps(answer))
