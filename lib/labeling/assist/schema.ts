import * as z from 'zod/mini'
import type { Shape } from '../shapes'

/** What a manager decides of the model that learns from a project's labels. */
export const AssistSettings = z.object({
  on: z._default(z.boolean(), true),
  /** The share of proposals that must be right, with 95% certainty. */
  target: z._default(z.number().check(z.gte(0.5, 'At least 50 percent'), z.lte(0.99, 'At most 99 percent')), 0.9),
  /** What it is sure of is done without a person. */
  autoAccept: z._default(z.boolean(), false),
  /** Of those, the share that a person labels all the same, without seeing the proposal. */
  auditShare: z._default(z.number().check(z.gte(0.01, 'At least 1 percent'), z.lte(1)), 0.1),
})
export type AssistSettings = z.infer<typeof AssistSettings>
export const defaultSettings: AssistSettings = AssistSettings.parse({})
export const UpdateAssistInput = z.partial(z.object({ on: z.boolean(), target: AssistSettings.shape.target.def.innerType, autoAccept: z.boolean(), auditShare: AssistSettings.shape.auditShare.def.innerType }))
export type UpdateAssistInput = z.infer<typeof UpdateAssistInput>

/** A Parquet file of the artifact store. */
export interface StoredTable {
  digest: string
  /** Bytes. */
  size: number
  rows: number
}

/** One of several labels or shapes that a model sees in an image, by the label's id; without a shape it is of the whole image. */
export interface Thing {
  label: string
  confidence: number
  shape?: Shape
}

/** What became of the things that a model was sure of in an image: how many there were and how many a person gave as well; and of those proposed, how many were taken as they were, changed, and refused. */
export interface AnsweredThings {
  sure: number
  right: number
  accepted: number
  corrected: number
  rejected: number
}

/** A point of the coverage curve: the labeled images (or things found) of at least that confidence, out of fold. Shares are 0 to 1. */
export const CurvePoint = z.object({ confidence: z.number(), images: z.number(), coverage: z.number(), precision: z.number(), lowerBound: z.number(), recall: z.optional(z.number()) })
export type CurvePoint = z.infer<typeof CurvePoint>

/** How good a model of several labels is at one of them, out of fold. */
export const LabelReport = z.object({
  name: z.string(),
  /** The label's id, put in when a round is taken over. */
  id: z.optional(z.string()),
  /** How often people gave it. */
  labeled: z.number(),
  averagePrecision: z.number(),
  threshold: z.nullable(z.number()),
  /** Of what is at least that sure. */
  precision: z.nullable(z.number()),
  lowerBound: z.nullable(z.number()),
  recall: z.nullable(z.number()),
  /** Of things found rightly, the mean of what they have in common with people's (intersection over union). */
  overlap: z.optional(z.nullable(z.number())),
  /** Whether outlines are drawn, and overlap is of areas and not of boxes. */
  outlined: z.optional(z.boolean()),
  curve: z.array(CurvePoint),
})
export type LabelReport = z.infer<typeof LabelReport>

/** What a model learns: the one label of an image, several of them, or the things in it with their boxes or outlines. */
export type Learns = 'label' | 'labels' | 'things'
/** What the shapes that it learns to draw are called; `shapes` where there are several kinds. */
export const ShapesWord = z.enum(['boxes', 'outlines', 'masks', 'shapes'])
export type ShapesWord = z.infer<typeof ShapesWord>

/** What Train image classifier, Train image tagger or Train object detector writes to its output `report`. */
export const AssistReport = z.object({
  kind: z._default(z.enum(['label', 'labels', 'things']), 'label'),
  classes: z.array(z.string()),
  labels: z.number(),
  /** Labels or boxes on all of the images, where there may be several. */
  things: z.optional(z.number()),
  folds: z.number(),
  /** Share that is right; of things, mean average precision at half of both in common. */
  accuracy: z.number(),
  /** Between which the accuracy lies with 95% certainty. */
  interval: z.optional(z.tuple([z.number(), z.number()])),
  loss: z.number(),
  target: z.number(),
  needed: z.number(),
  threshold: z.nullable(z.number()),
  coverage: z.nullable(z.number()),
  precision: z.nullable(z.number()),
  lowerBound: z.nullable(z.number()),
  curve: z.array(CurvePoint),
  each: z._default(z.array(LabelReport), []),
  temperature: z.optional(z.number()),
  descriptions: z._default(z.string(), ''),
  tried: z._default(z.array(z.object({ parts: z.string(), strength: z.number(), loss: z.number(), accuracy: z.number() })), []),
})
export type AssistReport = z.infer<typeof AssistReport>

export interface RoundView {
  number: number
  /** A run of the workspace. */
  run: string | null
  at: string
  labels: number
  accuracy: number
  threshold: number | null
  coverage: number | null
  precision: number | null
  proposed: number
  modelVersion: number | null
}

/** Answers of people to what the model thought. Shares are 0 to 1, null without an answer. */
export interface Measured {
  answers: number
  right: number
  share: number | null
  /** Above which the true share lies with 95% certainty. */
  lowerBound: number | null
}

export type AssistState =
  /** Of a kind that no model learns. */
  | { kind: 'unsuited'; reason: string }
  | { kind: 'off' }
  | { kind: 'describing' }
  | { kind: 'gathering'; missing: number }
  | { kind: 'learning' }
  /** Sure of none. */
  | { kind: 'unsure'; reason: string }
  | { kind: 'stopped'; reason: string }
  | { kind: 'proposing'; threshold: number }

export interface AssistView {
  learns: Learns
  /** What it draws, where it learns things. */
  shapes: ShapesWord
  settings: AssistSettings
  state: AssistState
  /** Images looked at, of those that can be. */
  described: number
  images: number
  /** Labels that people have given, as the model counts them, and how many it learns from first. */
  labels: number
  needed: number
  /** Labels at which it learns again; null before the first time. */
  next: number | null
  /** The run under way. */
  run: string | null
  /** Why the last run came to nothing. */
  problem: string
  /** Open images with a proposal, and images that were accepted without a person. */
  proposed: number
  accepted: number
  /** By number, the first first. */
  rounds: RoundView[]
  /** Of the last round. */
  curve: CurvePoint[]
  /** Of the last round, where there may be several labels: how good it is at each, with the threshold of the precision wanted now. */
  each: Omit<LabelReport, 'curve'>[]
  /** Of the last round's accuracy. */
  interval: [number, number] | null
  /** What became of proposed things. */
  things: AnsweredThings
  /** Of the last round: which descriptions it learned from. */
  descriptions: string
  /** Answers where it was sure enough: the last fifty of this round, and all of the project; those where the proposal was hidden; and all, sure or not. */
  recent: Measured
  sure: Measured
  blind: Measured
  all: Measured
  /** Name of the registered model. */
  model: string | null
}
