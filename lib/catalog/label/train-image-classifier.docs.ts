import { example } from '../example'
import { examplePictures } from './example-pictures'

/** The docs page of label.train-image-classifier. */
export const trainImageClassifierDocs = `
Learns from labeled images to tell the label of others. A few dozen labels are often enough, since images are described by a network that has seen ImageNet, and by classical features (see **Embed images**); what is trained here is a multinomial logistic regression on these descriptions. It takes seconds.

How it works:

1. The descriptions are brought to 128 principal components each, of all rows, labeled or not.
2. Cross-validation in five parts chooses among the network's description, the classical one, and both, and between two strengths of regularisation: the one with the smallest logarithmic loss.
3. Confidences are calibrated by one temperature (Guo et al., 2017), on predictions of the parts that were held out.
4. The report gives, for each confidence, how many of the labeled images have at least that, how many of those are right, and the bound above which the true share lies with 95% certainty (Clopper and Pearson, 1934, one-sided: exact, also for few images). Its **threshold** is the smallest confidence down to which that bound reaches the **precision wanted** all the way, beginning with the surest: tried in that order, the 95% hold for the one that is taken, and not only for one that was chosen beforehand. It is null where there is none, which for 0.9 needs 29 images at least.

The **predictions** have a row for each image: its likeliest label, the confidence, the **margin** over the second, whether it is labeled (then the model that answered had not seen it, so the numbers are honest), and its group of similar images. The **model** is an ONNX file that takes pixels and gives probabilities, with everything in it: preparation, network, features, calibration. Its metadata name the classes.

Labels may also come by themselves, as a table of image names and labels at the second input.

${example([examplePictures, { id: 'train', component: 'label.train-image-classifier@1', params: { target_precision: 0.9 } }], ['pictures.table > train.table'])}
`
