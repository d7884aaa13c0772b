import { embedImagesDocs } from './embed-images.docs'
import { groupImagesDocs } from './group-images.docs'
import { importImagesDocs } from './import-images.docs'
import { importVideoDocs } from './import-video.docs'
import { trainImageClassifierDocs } from './train-image-classifier.docs'
import { trainImageTaggerDocs } from './train-image-tagger.docs'
import { trainObjectDetectorDocs } from './train-object-detector.docs'

/** Docs pages of the steps for labeled images, by component id. */
export const labelDocs: Record<string, string> = {
  'label.embed-images': embedImagesDocs,
  'label.group-images': groupImagesDocs,
  'label.import-images': importImagesDocs,
  'label.import-video': importVideoDocs,
  'label.train-image-classifier': trainImageClassifierDocs,
  'label.train-image-tagger': trainImageTaggerDocs,
  'label.train-object-detector': trainObjectDetectorDocs,
}
