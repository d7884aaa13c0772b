import * as z from 'zod/mini'
import { Operation, type Annotation, type ShapeKind } from './shapes'

/** Instants are ISO 8601; ids are UUIDs of ours unless told otherwise. */
export const shapeKinds = ['tag', 'box', 'polygon', 'mask', 'keypoints'] as const satisfies ShapeKind[]
export type ShapeKindName = ShapeKind

const trimmed = (most: number) => z.string().check(z.trim(), z.maxLength(most, `At most ${most.toLocaleString('en')} characters`))
const named = (most: number) => trimmed(most).check(z.minLength(1, 'Give it a name'))
const Uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'This is not an id'))

/** Something more to say of a shape. */
export const Attribute = z.object({
  name: named(60),
  kind: z._default(z.enum(['text', 'number', 'boolean', 'choice']), 'text'),
  options: z._default(z.array(named(100)).check(z.maxLength(100)), []),
})
export type Attribute = z.infer<typeof Attribute>

/** The points of a keypoint label in their order, and which of them a line joins (indexes from 0). */
export const Skeleton = z.object({
  points: z.array(named(60)).check(z.minLength(1), z.maxLength(200)),
  edges: z._default(z.array(z.tuple([z.number().check(z.int(), z.gte(0)), z.number().check(z.int(), z.gte(0))])).check(z.maxLength(1000)), []),
})
export type Skeleton = z.infer<typeof Skeleton>

/** Which open images are handed out: whose name has `name` in it, and whose priority is `priority` at least. */
export const QueueFilter = z.object({ name: z.optional(trimmed(200)), priority: z.optional(z.number().check(z.int())) })
export type QueueFilter = z.infer<typeof QueueFilter>

/** Which shapes of a label are moved to another: those for which all that is given holds. `smaller` and `larger`: square pixels of the rectangle around them. */
export const SplitRule = z.object({
  attribute: z.optional(z.object({ name: named(60), value: z.union([z.string(), z.number(), z.boolean()]) })),
  name: z.optional(trimmed(200)),
  smaller: z.optional(z.number().check(z.gt(0))),
  larger: z.optional(z.number().check(z.gte(0))),
})
export type SplitRule = z.infer<typeof SplitRule>

const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/i, 'A colour is written #rrggbb'))
const key = z.string().check(z.maxLength(1, 'One character'))

export const CreateLabelInput = z.object({
  name: named(100),
  colour: z.optional(colour),
  key: z.optional(key),
  instructions: z.optional(trimmed(4_000)),
  attributes: z.optional(z.array(Attribute).check(z.maxLength(30))),
  skeleton: z.optional(z.nullable(Skeleton)),
  parentId: z.optional(z.nullable(Uuid)),
  /** Ids of images of the project that show it well. */
  examples: z.optional(z.array(Uuid).check(z.maxLength(12, 'At most 12 example images'))),
})
export type CreateLabelInput = z.infer<typeof CreateLabelInput>

/** `deleted: false` brings a deleted label back; `mergedInto: null` takes a merge back. */
export const UpdateLabelInput = z.extend(z.partial(CreateLabelInput), {
  deleted: z.optional(z.boolean()),
  mergedInto: z.optional(z.nullable(Uuid)),
  position: z.optional(z.number().check(z.int(), z.gte(0))),
})
export type UpdateLabelInput = z.infer<typeof UpdateLabelInput>

const settings = {
  name: named(100),
  kinds: z.array(z.enum(shapeKinds)).check(z.minLength(1, 'Choose what may be drawn')),
  tags: z.enum(['one', 'many']),
  instructions: trimmed(20_000),
  overlap: z.number().check(z.int(), z.gte(1), z.lte(20)),
  reviewShare: z.number().check(z.gte(0), z.lte(1)),
  goldShare: z.number().check(z.gte(0), z.lte(0.5, 'At most half of the images may be known ones')),
  queue: QueueFilter,
}

export const CreateProjectInput = z.object({
  name: settings.name,
  kinds: settings.kinds,
  tags: z._default(settings.tags, 'one'),
  instructions: z._default(settings.instructions, ''),
  overlap: z._default(settings.overlap, 1),
  reviewShare: z._default(settings.reviewShare, 0),
  goldShare: z._default(settings.goldShare, 0),
  labels: z._default(z.array(CreateLabelInput).check(z.maxLength(2_000)), []),
  /** Whether a model learns from the labels and proposes further ones, where there is one label an image. */
  assist: z._default(z.boolean(), true),
})
export type CreateProjectInput = z.input<typeof CreateProjectInput>

export const UpdateProjectInput = z.partial(z.object({ ...settings, state: z.enum(['active', 'paused', 'archived']) }))
export type UpdateProjectInput = z.infer<typeof UpdateProjectInput>

/** `near`: a task to whose image the next one is to be similar, where there is such a one. `except`: claims that this tab holds already, so that it is given a further one (to fetch the next image ahead). */
export const ClaimInput = z.object({ except: z._default(z.array(Uuid).check(z.maxLength(50)), []), task: z.optional(Uuid), near: z.optional(Uuid) })
export type ClaimInput = z.input<typeof ClaimInput>

/** `base`: the revision that the sender knows. None at all renews the claim. */
export const OperationsInput = z.object({
  claim: z.optional(z.nullable(Uuid)),
  base: z.number().check(z.int(), z.gte(0)),
  operations: z.array(Operation).check(z.maxLength(20_000)),
})
export type OperationsInput = z.input<typeof OperationsInput>

export const SubmitInput = z.object({ claim: z.optional(z.nullable(Uuid)), revision: z.number().check(z.int(), z.gte(0)) })
export const FlagInput = z.object({ comment: trimmed(2_000).check(z.minLength(1, 'Say what is wrong')) })
export const ReviewInput = z.object({ verdict: z.enum(['accepted', 'corrected', 'returned']), comment: z._default(trimmed(2_000), '') })
export type ReviewInput = z.infer<typeof ReviewInput>

/** What is to be the result where people differ: what one of them said, or what most of them drew. */
export const ResolveInput = z.discriminatedUnion('take', [z.object({ take: z.literal('opinion'), person: Uuid }), z.object({ take: z.literal('merged') })])
export type ResolveInput = z.infer<typeof ResolveInput>

/** The known answer of an image: its result, or one's own draft. */
export const GoldInput = z.object({ from: z.enum(['result', 'draft']) })
export type GoldInput = z.infer<typeof GoldInput>

export interface LabelView {
  id: string
  name: string
  /** `#rrggbb` */
  colour: string
  /** The key that picks it; empty for none. */
  key: string
  instructions: string
  /** Ids of images that show it well. */
  examples: string[]
  attributes: Attribute[]
  skeleton: Skeleton | null
  parentId: string | null
  position: number
  /** Its annotations count as those of this label. */
  mergedInto: string | null
  /** Deleted: not offered any more; shapes that have it are kept and shown as they were. */
  deleted: boolean
}

export interface ProjectCounts {
  /** Images; then tasks by state. `skipped`: open ones that somebody passed by. `held`: open ones with somebody at them now. */
  images: number
  open: number
  review: number
  done: number
  broken: number
  skipped: number
  held: number
}

export interface ProjectView {
  id: string
  name: string
  kinds: ShapeKind[]
  tags: 'one' | 'many'
  instructions: string
  overlap: number
  reviewShare: number
  /** Share of the images handed out whose answer is known; null for those who do not manage the project. */
  goldShare: number | null
  queue: QueueFilter
  state: 'active' | 'paused' | 'archived'
  /** In their order, those deleted or merged included. */
  labels: LabelView[]
  counts: ProjectCounts
  createdBy: string | null
  createdAt: string
}

export interface ImageView {
  id: string
  fileName: string
  /** Pixels of the upright image. What `url` gives may be smaller: draw it at this size. */
  width: number
  height: number
  /** Upright, in a format that browsers show; null for a broken file. */
  url: string | null
  thumb: string | null
  /** Where `url` gives a smaller picture: pieces of the image at its full size, at `/x/y` below this address. Null where there is no need. */
  tiles: string | null
  /** The file as it came. */
  original: string
  problem: string
}

export type TaskStateName = 'open' | 'review' | 'done' | 'broken'

export interface ClaimView {
  id: string
  task: string
  expiresAt: string
}

export interface TaskView {
  id: string
  project: string
  image: ImageView
  state: TaskStateName
  priority: number
  required: number
  submitted: number
  /** This person's claim while it lasts. */
  claim: ClaimView | null
  /** This person's own work and nobody else's. */
  revision: number
  annotations: Annotation[]
  proposals: Annotation[]
  /** What this person submitted last, and what a reviewer said of it. */
  submission: { revision: number; at: string; extra: boolean; verdict: 'none' | 'accepted' | 'corrected' | 'returned'; comment: string } | null
  skipped: boolean
  flags: { id: string; by: string; comment: string; at: string }[]
}

/** Why there is nothing to hand out: everything that is left, and who holds it. */
export interface Leftover {
  paused: boolean
  images: number
  done: number
  review: number
  broken: number
  /** Open, and passed by, labeled, or fully held by others, as seen by this person. */
  skippedByYou: number
  labeledByYou: number
  /** Open, and assigned to others, or kept back by what the manager lets out. */
  forOthers: number
  keptBack: number
  held: { by: string; tasks: number; until: string }[]
}

export type ClaimResult = { claim: ClaimView; task: TaskView } | { claim: null; left: Leftover }

export interface OperationsResult {
  revision: number
  /** Ids of the sent operations that are kept now (all of them). */
  known: string[]
  claim: ClaimView | null
  /** Nobody waits for this opinion any more: the slots are taken. It is kept all the same. */
  extra: boolean
}

/** `details` of the 409 to operations on an old revision: what is there now. Send yours again on `revision`. */
export interface StaleDetails {
  revision: number
  annotations: Annotation[]
  /** Those of the sent operations that were kept earlier. */
  known: string[]
}

export interface HistoryEntry {
  operation: Operation
  annotation: string
  revision: number
  at: string
}

/** An annotation that was taken away, as it was last. */
export interface RemovedShape {
  annotation: Annotation
  at: string
}

/** Taking in a file: of images, or of labels. */
export interface JobView {
  id: string
  kind: 'images' | 'import'
  fileName: string
  state: 'running' | 'done' | 'failed'
  /** Why it failed and what to do; or a remark. */
  message: string
  /** Files looked at, of how many. */
  done: number
  total: number
  report: { added: number; same: number; annotations: number; skipped: { name: string; reason: string }[]; skippedCount: number }
  createdAt: string
  endedAt: string | null
}

export interface ListedImageView extends ImageView {
  task: string
  state: TaskStateName
  priority: number
  required: number
  submitted: number
  doneAt: string | null
  /** Of the result, once there is one. */
  labels: string[]
  shapes: number | null
  people: string[]
  /** A model gave the labels, and no person has looked at them. */
  byModel: boolean
  heldBy: string[]
  skips: number
  flags: number
  /** Its answer is known, and measures people; false for those who do not manage the project. */
  gold: boolean
  /** Who alone may be given it; empty for everybody. */
  assigned: string[]
}

export interface ImagePage {
  images: ListedImageView[]
  total: number
}

/** What people said of one image, and what came of it. */
export interface OpinionsView {
  state: TaskStateName
  image: ImageView
  result: Annotation[] | null
  /** The oldest first. */
  gold: boolean
  opinions: { person: string; by: string; at: string; extra: boolean; verdict: 'none' | 'accepted' | 'corrected' | 'returned'; annotations: Annotation[] }[]
  /** The newest first. */
  reviews: { by: string | null; verdict: 'accepted' | 'corrected' | 'returned'; comment: string; at: string }[]
}
