import { z } from 'zod'
import { DataAssetInput } from '@/lib/labeling/assist/export-data-asset'
import { AssistSettings, CurvePoint, LabelReport, ShapesWord, UpdateAssistInput } from '@/lib/labeling/assist/schema'
import { StartSetInput } from '@/lib/labeling/gallery/start-project'
import { DataVersion } from './data'
import { LabelingJob, LabelingProject } from './labeling'
import type { Operation } from './operation'

const tag = 'Labeling'
const Measured = z.object({ answers: z.number(), right: z.number(), share: z.number().nullable(), lowerBound: z.number().nullable() })
const { curve: _, ...eachLabel } = LabelReport.shape
const EachLabel = z.object(eachLabel)
const Round = z.object({ number: z.number(), run: z.string().nullable(), at: z.string(), labels: z.number(), accuracy: z.number(), threshold: z.number().nullable(), coverage: z.number().nullable(), precision: z.number().nullable(), proposed: z.number(), modelVersion: z.number().nullable() })
const Assist = z.object({
  learns: z.enum(['label', 'labels', 'things']),
  shapes: ShapesWord,
  settings: AssistSettings,
  state: z.object({ kind: z.enum(['unsuited', 'off', 'describing', 'gathering', 'learning', 'unsure', 'stopped', 'proposing']), reason: z.string().optional(), missing: z.number().optional(), threshold: z.number().optional() }),
  described: z.number(),
  images: z.number(),
  labels: z.number(),
  needed: z.number(),
  next: z.number().nullable(),
  run: z.string().nullable(),
  problem: z.string(),
  proposed: z.number(),
  accepted: z.number(),
  rounds: z.array(Round),
  curve: z.array(CurvePoint),
  each: z.array(EachLabel),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  things: z.object({ sure: z.number(), right: z.number(), accepted: z.number(), corrected: z.number(), rejected: z.number() }),
  descriptions: z.string(),
  recent: Measured,
  sure: Measured,
  blind: Measured,
  all: Measured,
  model: z.string().nullable(),
})

const named = z.object({ name: z.string(), url: z.string() })
const ImageSet = z.object({ id: z.string(), title: z.string(), description: z.string(), names: z.array(z.string()), counts: z.object({ images: z.number(), boxes: z.number() }), size: z.number(), source: z.object({ title: z.string(), url: z.string() }), licence: named })

const one = '/labeling/projects/{id}'

/** What a model learns from a project's labels. */
export const labelingAssistOperations: Operation[] = [
  { method: 'get', path: `${one}/assist`, tag, summary: 'Read how far the model of a labeling project is, and how good', permission: 'labeling.read', response: Assist, errors: ['not_found'] },
  { method: 'patch', path: `${one}/assist`, tag, summary: 'Decide what the model of a labeling project may do', permission: 'labeling.manage', body: UpdateAssistInput, response: Assist, errors: ['not_found'] },
  { method: 'post', path: `${one}/assist/reopen`, tag, summary: 'Give images that were accepted without a person back to the queue', permission: 'labeling.manage', response: z.object({ images: z.number() }), errors: ['not_found'] },
  { method: 'get', path: '/labeling/gallery', tag, summary: 'List open image sets that the studio can fetch', permission: 'labeling.read', response: z.object({ sets: z.array(ImageSet) }) },
  { method: 'post', path: '/labeling/gallery', tag, summary: 'Make a labeling project of an open image set', description: 'The studio fetches it from its public address, and makes no project where it cannot. Answers when all is in, or after 25 s with a job that runs on.', permission: 'labeling.manage', body: StartSetInput, status: 201, response: z.object({ project: LabelingProject, job: LabelingJob }), errors: ['not_found', 'invalid'] },
  { method: 'post', path: `${one}/data-asset`, tag, summary: 'Export finished images as a new version of a data asset', description: 'With their labels and pictures. Answers when it is there, or after 25 s with state `reading`.', permission: 'data.write', body: DataAssetInput, status: 201, response: DataVersion, errors: ['not_found', 'conflict'] },
]
