import sharp from 'sharp'
import { kindWords, type FormatLabel, type LabeledImage, type Note } from './format'
import { pixelsOf } from './raster'

/**
 * Two PNGs of 16-bit grey in the image's upright size: `classes` holds each pixel's label (its place in labels.json from 1),
 * `objects` the number of the object (its place in the image's list); 0 is neither. What is drawn later covers what is below.
 */
export async function maskPngs(image: LabeledImage, labels: FormatLabel[], note: Note): Promise<{ classes: Buffer; objects: Buffer; list: { object: number; label: string }[] }> {
  const place = new Map(labels.map(({ id }, index) => [id, index + 1]))
  const classes = new Uint16Array(image.width * image.height)
  const objects = new Uint16Array(image.width * image.height)
  const list: { object: number; label: string }[] = []
  for (const { label, shape } of image.annotations) {
    if (shape.kind === 'tag' || shape.kind === 'keypoints') {
      note(image.fileName, `Masks have no ${kindWords[shape.kind]}.`)
      continue
    }
    const bits = pixelsOf(shape, image)
    list.push({ object: list.length + 1, label: labels[place.get(label)! - 1]!.name })
    for (let at = 0; at < bits.length; at++)
      if (bits[at]) {
        classes[at] = place.get(label)!
        objects[at] = list.length
      }
  }
  return { classes: await png(classes, image), objects: await png(objects, image), list }
}

function png(pixels: Uint16Array, { width, height }: LabeledImage): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('grey16').png({ compressionLevel: 6 }).toBuffer()
}
