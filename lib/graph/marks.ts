import * as z from 'zod/mini'
import { markColors } from './mark-colors'
import { groupsAround, parentsOf } from './nesting'

/*
 * What stands on the canvas beside steps and wires and means nothing to a run: notes, groups and bookmarks.
 */

export const MarkId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id has 1 to 64 letters, digits, _ or -'))

export const MarkColor = z.enum(markColors)
export type MarkColor = z.infer<typeof MarkColor>

/** A text on the canvas, in light Markdown. Canvas units; `position` is the top left corner. */
export const GraphNote = z.object({
  id: MarkId,
  text: z._default(z.string().check(z.maxLength(10_000)), ''),
  color: z._default(MarkColor, 'yellow'),
  position: z._default(z.object({ x: z.number(), y: z.number() }), { x: 0, y: 0 }),
  size: z._default(z.object({ width: z.number().check(z.gte(80), z.lte(4000)), height: z.number().check(z.gte(40), z.lte(4000)) }), { width: 240, height: 120 }),
})
export type GraphNote = z.infer<typeof GraphNote>

/** A titled frame around steps, notes and other groups. Its frame follows from its members; each belongs to one group at most. */
export const GraphGroup = z.object({
  id: MarkId,
  title: z._default(z.string().check(z.maxLength(200)), ''),
  color: z._default(MarkColor, 'blue'),
  /** Drawn as one card that keeps the wires to and from outside. */
  collapsed: z._default(z.boolean(), false),
  /** Ids of steps, notes and groups. */
  members: z.array(MarkId).check(z.maxLength(5000)),
})
export type GraphGroup = z.infer<typeof GraphGroup>

/** A named view: the point in the middle, in canvas units, and the zoom. `slot` is the digit that goes there. */
export const GraphBookmark = z.object({
  slot: z.number().check(z.int(), z.gte(1), z.lte(9)),
  name: z._default(z.string().check(z.maxLength(100)), ''),
  x: z.number(),
  y: z.number(),
  zoom: z.number().check(z.gte(0.05), z.lte(2)),
})
export type GraphBookmark = z.infer<typeof GraphBookmark>

/** Left out of a graph where there are none. */
export const Marks = z.object({
  notes: z.optional(z.array(GraphNote).check(z.maxLength(500))),
  groups: z.optional(z.array(GraphGroup).check(z.maxLength(500))),
  bookmarks: z.optional(z.array(GraphBookmark).check(z.maxLength(9))),
})
export type Marks = z.infer<typeof Marks>

/** What is wrong with the marks of a graph that comes from outside, in words, with the path to it. */
export function markFaults(marks: Marks, steps: ReadonlySet<string>): { path: (string | number)[]; message: string }[] {
  const faults: { path: (string | number)[]; message: string }[] = []
  const ids = new Set(steps)
  const claim = (list: 'notes' | 'groups') => (mark: { id: string }, index: number) => {
    if (ids.has(mark.id)) faults.push({ path: [list, index, 'id'], message: `The id “${mark.id}” is used twice` })
    ids.add(mark.id)
  }
  marks.notes?.forEach(claim('notes'))
  marks.groups?.forEach(claim('groups'))
  const parents = parentsOf(marks.groups)
  const grouped = new Set<string>()
  marks.groups?.forEach((group, at) =>
    group.members.forEach((id, index) => {
      if (!ids.has(id)) faults.push({ path: ['groups', at, 'members', index], message: `There is no step, note or group “${id}”` })
      if (id === group.id || groupsAround(parents, group.id).some((outer) => outer.id === id)) faults.push({ path: ['groups', at, 'members', index], message: `The group “${id}” lies in itself` })
      if (grouped.has(id)) faults.push({ path: ['groups', at, 'members', index], message: `“${id}” is in two groups` })
      grouped.add(id)
    }),
  )
  const slots = new Set<number>()
  marks.bookmarks?.forEach(({ slot }, index) => {
    if (slots.has(slot)) faults.push({ path: ['bookmarks', index, 'slot'], message: `Two bookmarks have the digit ${slot}` })
    slots.add(slot)
  })
  return faults
}
