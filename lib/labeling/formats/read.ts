import { AppError } from '@/lib/errors'
import { readCoco } from './coco-read'
import { readCsv } from './csv'
import type { Note, ReadLabels, SizeOf, TextFile, YoloKind } from './format'
import { readLabelStudio } from './label-studio'
import { readVoc } from './voc'
import { readYolo } from './yolo'

export const importFormats = ['coco', 'yolo', 'voc', 'csv', 'label-studio'] as const
export type ImportFormat = (typeof importFormats)[number]

export interface Reading {
  format: ImportFormat
  yolo: YoloKind
  normalised: boolean
  /** Names of the images that labels may be for. */
  images: string[]
  /** New name → the name in the project. */
  renamed: Map<string, string>
  sizeOf: SizeOf
  note: Note
}

/** Reads whichever of the files belong to the format. @throws AppError `invalid` naming the file and the line, or what is missing */
export function readLabels(files: TextFile[], { format, yolo, normalised, images, renamed, sizeOf, note }: Reading): ReadLabels {
  const own = (pattern: RegExp, what: string) => {
    const found = files.filter(({ name }) => pattern.test(name))
    if (found.length === 0) throw new AppError('invalid', `There is no ${what} in it. Choose the format that the file has.`)
    return found
  }
  if (format === 'coco') return joined(own(/\.json$/i, 'JSON file').map((file) => readCoco(file, sizeOf, note, { normalised })))
  if (format === 'label-studio') return joined(own(/\.json$/i, 'JSON file').map((file) => readLabelStudio(file, sizeOf, note)))
  if (format === 'csv') return joined(own(/\.csv$/i, 'CSV file').map((file) => readCsv(file, sizeOf, note)))
  if (format === 'voc') return readVoc(own(/\.xml$/i, 'XML file'), sizeOf, note)
  own(/\.txt$/i, 'TXT file')
  const old = new Set(renamed.values())
  return readYolo(files, [...images.filter((name) => !old.has(name)), ...renamed.keys()], sizeOf, note, yolo)
}

function joined(all: ReadLabels[]): ReadLabels {
  return { images: all.flatMap(({ images }) => images), labels: all.flatMap(({ labels }) => labels) }
}
