import * as z from 'zod/mini'
import type { Thought } from '@/db/queries/labeling/predictions'
import type { labelNames } from './label-names'
import { Point } from '../shapes'
import { shapeOfRings } from './outlines'
import type { Learns, Thing } from './schema'
import { readTable } from './tables'

type Names = Pick<Awaited<ReturnType<typeof labelNames>>, 'id'>

const Found = z.array(z.object({ label: z.string(), confidence: z.number(), x: z.optional(z.number()), y: z.optional(z.number()), width: z.optional(z.number()), height: z.optional(z.number()), outline: z.optional(z.array(z.array(Point))) }))

/** In which shape an outline of a label, by its id, is proposed. */
export type Forms = (label: string) => 'polygon' | 'mask'

/** What a run says of each image, by the labels' ids. A label that was taken away while it learned is not proposed. */
export async function thoughtsOf(digest: string, kind: Learns, names: Names, forms: Forms): Promise<Thought[]> {
  if (kind === 'label') {
    const rows = await readTable(digest, ['image', 'predicted', 'confidence', 'margin', 'group'])
    return rows.map((row) => ({ task: String(row.image), label: names.id(String(row.predicted)) ?? null, confidence: Number(row.confidence), margin: Number(row.margin), group: Number(row.group), several: null }))
  }
  const rows = await readTable(digest, kind === 'labels' ? ['image', 'found', 'margin', 'group'] : ['image', 'found'])
  return rows.map((row) => {
    const several = thingsOf(String(row.found), names, forms)
    const confidence = several[0]?.confidence ?? 0
    return { task: String(row.image), label: null, confidence, margin: kind === 'labels' ? Number(row.margin) : unsureOf(several), group: kind === 'labels' ? Number(row.group) : null, several }
  })
}

function thingsOf(found: string, names: Names, forms: Forms): Thing[] {
  return Found.parse(JSON.parse(found)).flatMap(({ label, confidence, x, y, width, height, outline }) => {
    const id = names.id(label)
    if (id === undefined) return []
    if (outline) {
      const shape = shapeOfRings(outline, forms(id))
      return shape ? [{ label: id, confidence, shape }] : []
    }
    if (x === undefined || y === undefined || width === undefined || height === undefined) return [{ label: id, confidence }]
    return [{ label: id, confidence, shape: { kind: 'box' as const, x, y, width, height, angle: 0 } }]
  })
}

/** How far from even its mean answer is, 0 to 1: what it finds half sure things in teaches it most. */
const unsureOf = (several: Thing[]): number => (several.length === 0 ? 0 : several.reduce((sum, { confidence }) => sum + Math.abs(2 * confidence - 1), 0) / several.length)
