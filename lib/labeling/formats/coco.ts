import { boxCorners, ringArea, seen, type Mask, type Polygon } from '../canvas/geometry'
import { maskArea } from '../canvas/rle'
import type { Size } from '../canvas/viewport'
import { Shape, type Annotation } from '../shapes'
import { round, type FormatLabel, type LabeledImage, type Note } from './format'
import { boundingBox, runsOf } from './raster'

/** Sections of a COCO file that do not grow with the images. */
export function cocoCategories(labels: FormatLabel[]): object[] {
  return labels.map(({ name, parent, skeleton }, index) => ({
    id: index + 1,
    name,
    supercategory: parent ?? '',
    ...(skeleton && { keypoints: skeleton.points, skeleton: skeleton.edges.map(([a, b]) => [a + 1, b + 1]) }),
  }))
}

export const cocoImage = (image: LabeledImage, id: number): object => ({ id, width: image.width, height: image.height, file_name: image.fileName, license: 0, date_captured: '' })

/** One image's annotations, in pixels, with ids from `firstId`. What COCO cannot say is noted, and what only Atelier can is added under `atelier`. */
export function cocoAnnotations(image: LabeledImage, imageId: number, firstId: number, labels: FormatLabel[], note: Note): object[] {
  const category = new Map(labels.map(({ id }, index) => [id, index + 1]))
  let id = firstId
  return image.annotations.flatMap((annotation) => {
    const geometry = geometryOf(annotation.shape, image)
    if (!geometry) {
      note(image.fileName, annotation.shape.kind === 'tag' ? 'COCO has no labels for whole images. Export CSV or YOLO classify for those.' : 'None of the keypoints is placed.')
      return []
    }
    return [{ id: id++, image_id: imageId, category_id: category.get(annotation.label)!, iscrowd: 0, ...geometry, ...extras(annotation) }]
  })
}

function geometryOf(shape: Shape, image: Size): object | null {
  const bbox = boundingBox(shape)?.map(round)
  if (!bbox || shape.kind === 'tag') return null
  if (shape.kind === 'keypoints') {
    const placed = seen(shape).length
    return { bbox, area: round(bbox[2]! * bbox[3]!), segmentation: [], num_keypoints: placed, keypoints: shape.points.flatMap(({ x, y, v }) => (v === 0 ? [0, 0, 0] : [round(x), round(y), v])) }
  }
  if (shape.kind === 'mask') return { bbox, area: maskArea(shape), segmentation: rle(shape, image) }
  if (shape.kind === 'polygon' && shape.holes.length > 0) return { bbox, area: maskArea(maskOfRuns(shape, image)), segmentation: rle(shape, image) }
  if (shape.kind === 'polygon') return { bbox, area: round(ringArea(shape.points)), segmentation: [shape.points.flat().map(round)] }
  if (shape.angle !== 0) return { bbox, area: round(shape.width * shape.height), segmentation: [boxCorners(shape).flat().map(round)] }
  return { bbox, area: round(shape.width * shape.height), segmentation: [] }
}

const rle = (shape: Mask | Polygon, { width, height }: Size) => ({ counts: runsOf(shape, { width, height }), size: [height, width] })
const maskOfRuns = (shape: Polygon, { width, height }: Size): Mask => ({ kind: 'mask', x: 0, y: 0, width, height, counts: runsOf(shape, { width, height }) })

/** Attributes, and the shape itself where COCO's words for it are another shape. */
function extras({ shape, attributes }: Annotation): object {
  const lossy = (shape.kind === 'box' && shape.angle !== 0) || (shape.kind === 'polygon' && shape.holes.length > 0)
  return { ...(Object.keys(attributes).length > 0 && { attributes }), ...(lossy && { atelier: shape }) }
}
