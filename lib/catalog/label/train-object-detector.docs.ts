import { example } from '../example'
import { exampleBoxes, exampleSquares } from './example-squares'

/** The docs page of label.train-object-detector. */
export const trainObjectDetectorDocs = `
Learns from boxes that people have drawn on some images to find such things in others. It is a small detector for a few dozen images and a processor, not one that was trained for days: how good it is on your images stands in its report, measured on images that it had not seen.

How it works:

1. EfficientNet-Lite0, which has seen ImageNet, describes each place of an image on a grid, at three scales. (Without the package of its weights, colours and edges take its place.)
2. One hidden layer learns for each place whether the middle of a thing is there, of which label, and how its box lies (after FCOS, Tian et al., 2019). Boxes that overlap a surer one of their label are merged with it.
3. The images are split into four parts; each part is searched by a model that learned from the other three. A found box is **right** where a labeled one of the same label has at least half in common with it (intersection over union), each labeled one counting once.
4. Each label's confidences are calibrated on these answers (Platt, 1999). The report gives the average precision of each label, their mean with a 95% interval (by drawing images anew), and for each label the **threshold**: the smallest confidence down to which the precision is shown, with 95% certainty, to be the one wanted. Boxes of one image are right or wrong together; the bound allows for that. It is null where nothing is sure enough.

**Outlines** are learned of each label of whose things half at least have one in the column **outline**: JSON, a list of rings of x and y in pixels, the outline first and its holes after it. In each found box a second small network says of a grid of 28 x 28 cells which of them are part of the thing, by what the image shows there and by how that differs from the middle and from the edge of the box (grids as in Mask R-CNN, He et al., 2017); the line between them is the outline. Right is then what has at least half of its **area** in common with a labeled outline, and the report's **overlap** is the mean of what the right ones have in common. It knows nothing of edges that it has not seen in your labels: expect to correct outlines of thin or branching things.

**Boxes** are rows of image, label, x, y, width and height, in pixels from the top left of the upright image. A row without a label says that the image shows nothing; an image without any row is only searched. There must be eight images and eight boxes at least.

The **predictions** have a row for each image: what was found as JSON (label, confidence, x, y, width, height, and outline where these are learned), how many, and whether the image is labeled (then the model that searched it had not seen it). The **model** is an ONNX file from pixels to the confidence of each label and the box at each place of the grid; its metadata say how an image is prepared and which boxes to drop. Where outlines are learned it takes **boxes** as well (none at first) and gives the grid inside each; choosing boxes and drawing the line around the cells are left to who reads it.

${example([exampleSquares, exampleBoxes, { id: 'train', component: 'label.train-object-detector@1', params: { target_precision: 0.9 } }], ['pictures.table > train.table', 'boxes.table > train.labels'])}
`
