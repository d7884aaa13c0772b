/** An open set of images that a studio can fetch for a labeling project. It does not come with Atelier. */
export interface ImageSet {
  id: string
  title: string
  description: string
  /** Where the archive lies. */
  url: string
  /** Of the entries of the archive that are its images: what comes after the match is an image's name. */
  images: string
  /** Pascal VOC files among the entries. */
  labels: string
  names: string[]
  /** As counted in it. */
  counts: { images: number; boxes: number }
  /** Bytes of the archive, about. */
  size: number
  source: { title: string; url: string }
  licence: { name: string; url: string }
  instructions: string
}

export const imageSets: readonly ImageSet[] = [
  {
    id: 'bccd',
    title: 'Blood cells',
    description: 'Photographs of blood smears under the microscope, 640 × 480 pixels, with boxes around red cells, white cells and platelets. A few boxes are at fault and many a red cell has none, as in the work of people elsewhere.',
    url: 'https://codeload.github.com/Shenggan/BCCD_Dataset/zip/refs/heads/master',
    images: '(^|/)JPEGImages/',
    labels: '(^|/)Annotations/',
    names: ['RBC', 'WBC', 'Platelets'],
    counts: { images: 364, boxes: 4_888 },
    size: 7_900_000,
    source: { title: 'BCCD Dataset by Shenggan', url: 'https://github.com/Shenggan/BCCD_Dataset' },
    licence: { name: 'MIT', url: 'https://github.com/Shenggan/BCCD_Dataset/blob/master/LICENSE' },
    instructions: 'Draw a box around each cell: RBC for red cells, WBC for white cells (large, with a purple nucleus), Platelets for the small purple ones. Cells cut off by the edge count too.\n\nFrom 20 labeled images on, a model proposes further boxes: A accepts one, X rejects it, Shift+A accepts all.\n\nSource: BCCD Dataset by Shenggan (github.com/Shenggan/BCCD_Dataset), under the MIT licence.',
  },
]

/** An image set as pages show it. */
export type ImageSetView = Pick<ImageSet, 'id' | 'title' | 'description' | 'names' | 'counts' | 'size' | 'source' | 'licence'>

export const listImageSets = (): ImageSetView[] => imageSets.map(({ id, title, description, names, counts, size, source, licence }) => ({ id, title, description, names, counts, size, source, licence }))
