import * as z from 'zod/mini'

export const mediaKinds = ['image', 'histogram', 'text'] as const
export type MediaKind = (typeof mediaKinds)[number]

/** `read`: all of it. `cut`: it ends within a record. `damaged`: a checksum does not fit. `foreign`: it is no event file. */
export const fileStates = ['read', 'cut', 'damaged', 'foreign'] as const
export type FileState = (typeof fileStates)[number]

/** Left edge, right edge and count of each bar. */
export const Bars = z.array(z.tuple([z.number(), z.number(), z.number()]))
export type Bars = z.infer<typeof Bars>

/** Of an image its size in pixels, of a histogram its bars, of a text the text. */
export interface SummaryData {
  width?: number
  height?: number
  mediaType?: string
  bars?: Bars
  text?: string
}

export const EventFile = z.object({
  path: z.string(),
  state: z.enum(fileStates),
  /** Bytes: all of it, and what was read whole. */
  size: z.number(),
  readTo: z.number(),
  /** How many values of each kind were left out: of kinds that are not shown, and beyond the limit. */
  leftOut: z.record(z.string(), z.number()),
})
export type EventFile = z.infer<typeof EventFile>

/** A name with how much there is of it. */
export const SummaryName = z.object({ kind: z.enum(mediaKinds), name: z.string(), steps: z.number(), firstStep: z.number(), lastStep: z.number() })
export type SummaryName = z.infer<typeof SummaryName>

export const RunEvents = z.object({ files: z.array(EventFile), waiting: z.number(), names: z.array(SummaryName) })
export type RunEvents = z.infer<typeof RunEvents>

/** What was logged at one step. An image's bytes are asked for by its digest. */
export const Summary = z.object({
  step: z.number(),
  atMs: z.number(),
  ordinal: z.number(),
  digest: z.nullable(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  bars: z.optional(Bars),
  text: z.optional(z.string()),
})
export type Summary = z.infer<typeof Summary>
