import { example } from '../example'
import { examplePictures } from './example-pictures'

/** The docs page of label.group-images. */
export const groupImagesDocs = `
Puts images that look alike into groups of about twelve, the largest first, by k-means on their descriptions (see **Embed images**; pictures that are not described yet are described first). The number of each image's group is in the new column **group**.

Groups show what is in a heap of images before anybody has labeled one: labeling by group is quick, near duplicates lie side by side, and a group of odd images stands out. There are 200 groups at most.

The new column **turn** says which images to label first, from 0 on, so that few labels teach a model most: as many kinds as **Images to label first** are told apart, and the image with the most others close by comes first, of the largest kind, then of the next. At most 400 images have a turn; of the others it is empty.

${example([examplePictures, { id: 'group', component: 'label.group-images@1', params: {} }], ['pictures.table > group.table'])}
`
