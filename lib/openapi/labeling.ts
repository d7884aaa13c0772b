import { z } from 'zod'
import { formats, yoloKinds } from '@/lib/labeling/formats/format'
import { AssignInput } from '@/lib/labeling/assign-images'
import { CloneInput } from '@/lib/labeling/clone-project'
import { ImportOptions } from '@/lib/labeling/import-labels'
import { ClaimInput, CreateLabelInput, CreateProjectInput, FlagInput, GoldInput, OperationsInput, ResolveInput, ReviewInput, SubmitInput, UpdateLabelInput, UpdateProjectInput } from '@/lib/labeling/schema'
import { Annotation, Operation as Edit } from '@/lib/labeling/shapes'
import { PriorityInput } from '@/lib/labeling/steer-queue'
import { SplitInput } from '@/lib/labeling/split-label'
import type { Operation } from './operation'

const tag = 'Labeling'
const kinds = z.array(z.enum(['tag', 'box', 'polygon', 'mask', 'keypoints']))
const verdict = z.enum(['none', 'accepted', 'corrected', 'returned'])
const taskState = z.enum(['open', 'review', 'done', 'broken'])

const Label = z.object({ id: z.string(), name: z.string(), colour: z.string(), key: z.string(), instructions: z.string(), examples: z.array(z.string()), attributes: z.array(z.unknown()), skeleton: z.unknown(), parentId: z.string().nullable(), position: z.number(), mergedInto: z.string().nullable(), deleted: z.boolean() })
const Counts = z.object({ images: z.number(), open: z.number(), review: z.number(), done: z.number(), broken: z.number(), skipped: z.number(), held: z.number() })
const Project = z.object({ id: z.string(), name: z.string(), kinds, tags: z.enum(['one', 'many']), instructions: z.string(), overlap: z.number(), reviewShare: z.number(), goldShare: z.number().nullable(), queue: z.object({ name: z.string().optional(), priority: z.number().optional() }), state: z.enum(['active', 'paused', 'archived']), labels: z.array(Label), counts: Counts, createdBy: z.string().nullable(), createdAt: z.string() })
const Image = z.object({ id: z.string(), fileName: z.string(), width: z.number(), height: z.number(), url: z.string().nullable(), thumb: z.string().nullable(), tiles: z.string().nullable(), original: z.string(), problem: z.string() })
const Listed = Image.extend({ task: z.string(), state: taskState, priority: z.number(), required: z.number(), submitted: z.number(), doneAt: z.string().nullable(), labels: z.array(z.string()), shapes: z.number().nullable(), people: z.array(z.string()), byModel: z.boolean(), heldBy: z.array(z.string()), skips: z.number(), flags: z.number(), gold: z.boolean(), assigned: z.array(z.string()) })
const Claim = z.object({ id: z.string(), task: z.string(), expiresAt: z.string() })
const Task = z.object({ id: z.string(), project: z.string(), image: Image, state: taskState, priority: z.number(), required: z.number(), submitted: z.number(), claim: Claim.nullable(), revision: z.number(), annotations: z.array(Annotation), proposals: z.array(Annotation), submission: z.object({ revision: z.number(), at: z.string(), extra: z.boolean(), verdict, comment: z.string() }).nullable(), skipped: z.boolean(), flags: z.array(z.object({ id: z.string(), by: z.string(), comment: z.string(), at: z.string() })) })
const Left = z.object({ paused: z.boolean(), images: z.number(), done: z.number(), review: z.number(), broken: z.number(), skippedByYou: z.number(), labeledByYou: z.number(), forOthers: z.number(), keptBack: z.number(), held: z.array(z.object({ by: z.string(), tasks: z.number(), until: z.string() })) })
const Job = z.object({ id: z.string(), kind: z.enum(['images', 'import']), fileName: z.string(), state: z.enum(['running', 'done', 'failed']), message: z.string(), done: z.number(), total: z.number(), report: z.object({ added: z.number(), same: z.number(), annotations: z.number(), skipped: z.array(z.object({ name: z.string(), reason: z.string() })), skippedCount: z.number() }), createdAt: z.string(), endedAt: z.string().nullable() })
const Kept = z.object({ revision: z.number(), known: z.array(z.string()), claim: Claim.nullable(), extra: z.boolean() })
const Opinion = z.object({ person: z.string(), by: z.string(), at: z.string(), extra: z.boolean(), verdict, annotations: z.array(Annotation) })
const Review = z.object({ by: z.string().nullable(), verdict, comment: z.string(), at: z.string() })

const Opinions = z.object({ state: taskState, image: Image, result: z.array(Annotation).nullable(), gold: z.boolean(), opinions: z.array(Opinion), reviews: z.array(Review) })

const Assignments = z.object({ people: z.array(z.object({ id: z.string(), name: z.string(), assigned: z.number() })), free: z.number() })

const one = '/labeling/projects/{id}'
const task = '/labeling/tasks/{id}'
const file = (fields: string) => ({ 'multipart/form-data': { description: `The file in the field \`file\`${fields}`, schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } })
const missing = { errors: ['not_found'] as Operation['errors'] }

export const labelingOperations: Operation[] = [
  { method: 'get', path: '/labeling/projects', tag, summary: 'List labeling projects', permission: 'labeling.read', response: z.object({ projects: z.array(Project) }) },
  { method: 'post', path: '/labeling/projects', tag, summary: 'Make a labeling project', permission: 'labeling.manage', body: CreateProjectInput, status: 201, response: Project, errors: ['conflict'] },
  { method: 'get', path: one, tag, summary: 'Read a labeling project, by id or name', permission: 'labeling.read', response: Project, ...missing },
  { method: 'patch', path: one, tag, summary: 'Change, pause or archive a labeling project', permission: 'labeling.manage', body: UpdateProjectInput, response: Project, errors: ['not_found', 'conflict'] },
  { method: 'get', path: `${one}/dashboard`, tag, summary: 'Count what is done, by label, person and day', permission: 'labeling.read', response: z.object({ labels: z.array(z.unknown()), people: z.array(z.unknown()), days: z.array(z.object({ day: z.string(), submitted: z.number() })), wanted: z.number(), recent: z.object({ submitted: z.number(), seconds: z.number() }), secondsLeft: z.number().nullable() }), ...missing },
  { method: 'post', path: `${one}/labels`, tag, summary: 'Add a label', permission: 'labeling.manage', body: CreateLabelInput, status: 201, response: Label, errors: ['not_found', 'conflict'] },
  { method: 'get', path: `${one}/labels/{label}`, tag, summary: 'Count what a change of a label would touch', permission: 'labeling.read', response: z.object({ shapes: z.number(), images: z.number(), people: z.number() }), ...missing },
  { method: 'patch', path: `${one}/labels/{label}`, tag, summary: 'Rename, merge, delete or bring back a label', description: 'Shapes keep the id of their label, so every one of these can be taken back.', permission: 'labeling.manage', body: UpdateLabelInput, response: Label, errors: ['not_found', 'conflict'] },
  { method: 'get', path: `${one}/images`, tag, summary: 'List images', permission: 'labeling.read', query: z.object({ state: taskState.optional(), mark: z.enum(['skipped', 'flagged', 'held', 'gold', 'assigned']).optional(), search: z.string().optional(), label: z.string().optional(), page: z.number().optional(), size: z.number().optional() }), response: z.object({ images: z.array(Listed), total: z.number() }), ...missing },
  { method: 'post', path: `${one}/images`, tag, summary: 'Add an image or a zip archive of images', description: 'As multipart, or as JSON with the id of a finished upload. Answers when all is in, or after 25 s with state `running`.', permission: 'labeling.manage', body: z.object({ upload: z.string() }), otherBodies: file(', and its path within its folder in `name`.'), status: 201, response: Job, errors: ['not_found', 'conflict', 'too_large', 'unavailable'] },
  { method: 'get', path: '/labeling/video', tag, summary: 'Say whether an agent can cut videos into frames', permission: 'labeling.manage', response: z.object({ possible: z.boolean(), reason: z.string() }) },
  { method: 'post', path: `${one}/video`, tag, summary: 'Cut a video into frames and add them', description: 'An agent does it with ffmpeg: so many frames a second (`by` second, `perSecond`) or every n-th (`by` frame, `every`). Answers at once with state `running`. The frames become a version of a data asset too.', permission: 'labeling.manage', body: z.object({ upload: z.string(), by: z.enum(['second', 'frame']).optional(), perSecond: z.number().optional(), every: z.number().optional() }), otherBodies: file(', after the fields `name`, `by`, `perSecond` and `every`.'), status: 201, response: Job, errors: ['not_found', 'conflict', 'too_large', 'unavailable'] },
  { method: 'get', path: `${one}/images/{image}/file`, tag, summary: 'Read the bytes of an image', permission: 'labeling.read', query: z.object({ as: z.enum(['web', 'thumb', 'original']).optional() }), otherResponses: { 'image/*': 'Upright for `web` and `thumb`; the file as it came for `original`.' }, ...missing },
  { method: 'get', path: `${one}/images/{image}/tiles/{x}/{y}`, tag, summary: 'Read a piece of a large image at its full size', description: '1,024 pixels a side, filled up at the edges; column x and row y from 0.', permission: 'labeling.read', otherResponses: { 'image/jpeg': 'Upright.' }, ...missing },
  { method: 'get', path: `${one}/jobs`, tag, summary: 'List what was taken in last', permission: 'labeling.read', response: z.object({ jobs: z.array(Job) }), ...missing },
  { method: 'get', path: `${one}/jobs/{job}`, tag, summary: 'Read how far the taking in of a file is', permission: 'labeling.read', response: Job, ...missing },
  { method: 'post', path: `${one}/import`, tag, summary: 'Import labels', description: 'COCO, YOLO, Pascal VOC, CSV or Label Studio; an archive may hold the images too.', permission: 'labeling.manage', body: z.object({ upload: z.string(), format: z.string(), yolo: z.enum(yoloKinds).optional(), normalised: z.boolean().optional() }), otherBodies: file(`, after the fields \`format\` (${ImportOptions.shape.format.options.join(', ')}), \`yolo\` and \`normalised\` (1).`), status: 201, response: Job, errors: ['not_found', 'too_large', 'unavailable'] },
  { method: 'get', path: `${one}/export`, tag, summary: 'Export finished labels as a zip archive', permission: 'labeling.read', query: z.object({ format: z.enum(formats), yolo: z.enum(yoloKinds).optional(), images: z.enum(['0', '1']).optional() }), otherResponses: { 'application/zip': 'With a manifest.json that names what the format could not hold.' }, ...missing },
  { method: 'post', path: `${one}/claim`, tag, summary: 'Take the next image to label', description: 'For five minutes, which every edit renews. Where nothing is left, `left` says who holds what.', permission: 'labeling.annotate', body: ClaimInput, response: z.union([z.object({ claim: Claim, task: Task }), z.object({ claim: z.null(), left: Left })]), errors: ['not_found', 'conflict'] },
  { method: 'post', path: `${one}/requeue`, tag, summary: 'Offer skipped images again', permission: 'labeling.annotate', body: z.object({ mine: z.boolean().optional() }), response: z.object({ images: z.number() }), ...missing },
  { method: 'post', path: `${one}/priority`, tag, summary: 'Put images earlier or later in the queue', permission: 'labeling.manage', body: PriorityInput, response: z.object({ images: z.number() }), ...missing },
  { method: 'get', path: task, tag, summary: 'Read an image to label, with your own work on it', permission: 'labeling.read', response: Task, ...missing },
  { method: 'post', path: `${task}/operations`, tag, summary: 'Keep edits', description: 'An edit whose id is known changes nothing. On an old revision: 409, with what is there in `details`.', permission: 'labeling.annotate', body: OperationsInput, response: Kept, errors: ['not_found', 'conflict'] },
  { method: 'post', path: `${task}/submit`, tag, summary: 'Finish an image', permission: 'labeling.annotate', body: SubmitInput, response: Task, errors: ['not_found', 'conflict'] },
  { method: 'post', path: `${task}/skip`, tag, summary: 'Pass an image by', permission: 'labeling.annotate', status: 204, ...missing },
  { method: 'post', path: `${task}/release`, tag, summary: 'Give an image back to the queue', permission: 'labeling.annotate', status: 204, ...missing },
  { method: 'post', path: `${task}/flag`, tag, summary: 'Leave a remark on an image', permission: 'labeling.annotate', body: FlagInput, response: Task, ...missing },
  { method: 'get', path: `${task}/history`, tag, summary: 'Read every edit of yours on an image', permission: 'labeling.read', query: z.object({ annotation: z.string().optional() }), response: z.object({ history: z.array(z.object({ operation: Edit, annotation: z.string(), revision: z.number(), at: z.string() })) }), ...missing },
  { method: 'post', path: `${task}/history/restore`, tag, summary: 'Bring a shape back as it was', permission: 'labeling.annotate', body: z.object({ revision: z.number() }), response: Kept, errors: ['not_found', 'conflict'] },
  { method: 'get', path: `${task}/review`, tag, summary: 'Read what people said of an image', permission: 'labeling.manage', response: Opinions, ...missing },
  { method: 'post', path: `${task}/review`, tag, summary: 'Accept the labels of an image, correct them, or send them back', description: '`corrected` takes your own draft of the image for the result.', permission: 'labeling.manage', body: ReviewInput, response: Task, errors: ['not_found', 'conflict'] },
  { method: 'post', path: `${task}/review/start`, tag, summary: 'Put the labels of an image into your own draft, to correct them', permission: 'labeling.manage', response: Task, errors: ['not_found', 'conflict'] },
  { method: 'post', path: `${task}/resolve`, tag, summary: 'Settle where people differ', description: 'What one of them said becomes the result, or what most of them drew. Their opinions stay.', permission: 'labeling.manage', body: ResolveInput, response: Opinions, errors: ['not_found', 'conflict'] },
  { method: 'post', path: `${task}/gold`, tag, summary: 'Say that the answer of an image is known', description: 'The result, or your own draft. Labelers are given the image among the others; what they say measures them and changes nothing.', permission: 'labeling.manage', body: GoldInput, response: Opinions, errors: ['not_found', 'conflict'] },
  { method: 'delete', path: `${task}/gold`, tag, summary: 'Measure nobody with an image any more', permission: 'labeling.manage', response: Opinions, ...missing },
  { method: 'get', path: `${one}/quality`, tag, summary: 'Read how far people agree with each other, with known answers and with reviews', permission: 'labeling.manage', response: z.object({ people: z.array(z.unknown()), agreement: z.unknown(), labels: z.array(z.unknown()), pairs: z.array(z.unknown()), disagreements: z.array(z.unknown()), disagreeing: z.number(), checked: z.array(z.unknown()), gold: z.number(), suspects: z.array(z.unknown()).nullable(), suspectsReason: z.string(), images: z.array(z.unknown()), mostImages: z.number() }), ...missing },
  { method: 'post', path: `${one}/clone`, tag, summary: 'Make a project with the same settings, labels and images', description: 'Nobody’s work is copied.', permission: 'labeling.manage', body: CloneInput, status: 201, response: Project, errors: ['not_found', 'conflict'] },
  { method: 'get', path: `${one}/assignments`, tag, summary: 'List who may label and what is assigned to them', permission: 'labeling.manage', response: Assignments, ...missing },
  { method: 'post', path: `${one}/assignments`, tag, summary: 'Assign open images to people by share', description: 'Without people, the images are for everybody again.', permission: 'labeling.manage', body: AssignInput, response: Assignments.extend({ images: z.number() }), ...missing },
  { method: 'post', path: `${one}/labels/{label}/split`, tag, summary: 'Move some shapes of a label to another, or count them first', description: 'By an attribute, the image’s name or the size. It can be undone.', permission: 'labeling.manage', body: SplitInput, response: z.object({ shapes: z.number(), images: z.number(), split: z.string().nullable() }), errors: ['not_found', 'conflict'] },
  { method: 'get', path: `${one}/splits`, tag, summary: 'List the splits of labels', permission: 'labeling.read', response: z.object({ splits: z.array(z.object({ id: z.string(), label: z.string(), into: z.string(), shapes: z.number(), images: z.number(), at: z.string(), undone: z.boolean() })) }), ...missing },
  { method: 'post', path: `${one}/splits/{split}/undo`, tag, summary: 'Undo a split', permission: 'labeling.manage', response: z.object({ shapes: z.number() }), errors: ['not_found', 'conflict'] },
]

export { Job as LabelingJob, Project as LabelingProject }
