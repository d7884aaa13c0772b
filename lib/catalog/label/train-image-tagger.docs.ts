import { example } from '../example'
import { examplePictures } from './example-pictures'

/** The docs page of label.train-image-tagger. */
export const trainImageTaggerDocs = `
Learns which of several labels are on an image, where one may have many of them or none. For each label by itself it does what **Train image classifier** does: a logistic regression on the descriptions of the images, chosen by cross-validation and calibrated.

The column of labels holds them with | in between, as exports of labeling projects do: \`cat|dog\`. Empty text says that the image has none of them; no value at all says that it is to be predicted. A label is learned once three images have it and three have not.

The **predictions** have a row for each image: each label with its confidence as JSON, the labels that are more likely there than not, the margin of the least sure of them, whether the image is labeled (then the models that answered had not seen it), and its group of similar images. The **report** gives for each label the average precision and the **threshold**: the smallest confidence down to which saying that it is there is shown, with 95% certainty, to be right as often as wanted. The **model** is an ONNX file from pixels to the probability of each label.

${example([examplePictures, { id: 'train', component: 'label.train-image-tagger@1', params: { target_precision: 0.9 } }], ['pictures.table > train.table'])}
`
