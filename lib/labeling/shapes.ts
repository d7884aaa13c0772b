import * as z from 'zod/mini'

/** A place in the upright image, in pixels from its top left corner; fractions are kept. */
export const Point = z.tuple([z.number(), z.number()])
export type Point = z.infer<typeof Point>

const Id = z.string().check(z.minLength(1), z.maxLength(64))

/**
 * What a person draws, in pixels of the upright image. `box`: its top left corner and size before it is turned by `angle`
 * degrees clockwise about its centre. `polygon`: rings without a repeated last point. `mask`: run lengths of zeros and ones in
 * turn, zeros first, column by column (as COCO's RLE), over the rectangle at x, y. `keypoints`: in the order of the label's
 * skeleton; visibility 0 not labeled, 1 covered, 2 seen. `tag`: the whole image.
 */
export const Shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tag') }),
  z.object({ kind: z.literal('box'), x: z.number(), y: z.number(), width: z.number().check(z.gt(0)), height: z.number().check(z.gt(0)), angle: z._default(z.number(), 0) }),
  z.object({ kind: z.literal('polygon'), points: z.array(Point).check(z.minLength(3)), holes: z._default(z.array(z.array(Point).check(z.minLength(3))), []) }),
  z.object({ kind: z.literal('mask'), x: z.number().check(z.int()), y: z.number().check(z.int()), width: z.number().check(z.int(), z.gt(0)), height: z.number().check(z.int(), z.gt(0)), counts: z.array(z.number().check(z.int(), z.gte(0))) }),
  z.object({ kind: z.literal('keypoints'), points: z.array(z.object({ x: z.number(), y: z.number(), v: z.union([z.literal(0), z.literal(1), z.literal(2)]) })).check(z.minLength(1)) }),
])
export type Shape = z.infer<typeof Shape>
export type ShapeKind = Shape['kind']

/** Who made an annotation. A model's stays a proposal until a person accepts it. */
export const AnnotationSource = z.discriminatedUnion('by', [
  z.object({ by: z.literal('person') }),
  z.object({ by: z.literal('model'), model: z.string(), confidence: z.number().check(z.gte(0), z.lte(1)) }),
])

export const Annotation = z.object({
  /** Given where it is drawn, so that sending it twice is the same as once. */
  id: Id,
  /** The label's id, which stays when the label is renamed. */
  label: Id,
  shape: Shape,
  attributes: z._default(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), {}),
  /** Drawn in this order. */
  z: z._default(z.number().check(z.int()), 0),
  locked: z._default(z.boolean(), false),
  hidden: z._default(z.boolean(), false),
  source: z._default(AnnotationSource, { by: 'person' }),
})
export type Annotation = z.infer<typeof Annotation>

/** One edit. Applied in their order; one whose id is known already changes nothing. */
export const Operation = z.discriminatedUnion('kind', [
  z.object({ id: Id, kind: z.literal('put'), annotation: Annotation }),
  z.object({ id: Id, kind: z.literal('remove'), annotation: Id }),
])
export type Operation = z.infer<typeof Operation>
