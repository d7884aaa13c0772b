import type { Component } from '../types'
import { embedImages } from './embed-images'
import { groupImages } from './group-images'
import { importImages } from './import-images'
import { importVideo } from './import-video'
import { trainImageClassifier } from './train-image-classifier'
import { trainImageTagger } from './train-image-tagger'
import { trainObjectDetector } from './train-object-detector'

/** Steps that work with labeled images, in the palette's order. */
export const labelComponents: readonly Component[] = [importImages, importVideo, embedImages, groupImages, trainImageClassifier, trainImageTagger, trainObjectDetector]
