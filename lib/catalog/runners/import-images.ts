import { ImportImagesParams } from '../label/import-images'
import { importBlob } from './import'
import { defineRunner } from './support'

export const runImportImages = defineRunner(ImportImagesParams, importBlob)
