import * as Y from 'yjs'
import type { GraphGroup, GraphNote, Marks } from '@/lib/graph/marks'
import { settledGroups } from '@/lib/graph/nesting'
import { bookmarkOf, groupOf, noteOf } from './read-stored'

/*
 * The draft's notes, groups and bookmarks as parts of its Yjs document:
 *   map `notes`: id → Y.Map { text, color, position, size }
 *   map `groups`: id → Y.Map { title, color, collapsed, members: Y.Map { id of a step, note or group → true } }
 *   map `bookmarks`: "1" … "9" → { name, x, y, zoom }
 * Two people may put one step into two groups at once, or two groups into each other; every replica then reads it as a member of the
 * first by id, see settledGroups.
 */

type MarkMap = Y.Map<unknown>

export function notesOf(doc: Y.Doc): Y.Map<MarkMap> {
  return doc.getMap<MarkMap>('notes')
}

export function groupsOf(doc: Y.Doc): Y.Map<MarkMap> {
  return doc.getMap<MarkMap>('groups')
}

export function bookmarksOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>('bookmarks')
}

/** A note as a map, not yet part of a document. */
export function noteMap({ text, color, position, size }: GraphNote): MarkMap {
  return new Y.Map(Object.entries({ text, color, position: { ...position }, size: { ...size } }))
}

/** A group as a map, not yet part of a document. */
export function groupMap({ title, color, collapsed, members }: GraphGroup): MarkMap {
  return new Y.Map<unknown>(Object.entries({ title, color, collapsed, members: new Y.Map(members.map((id) => [id, true])) }))
}

/** The members of a group as a map that can be changed; undefined where the document holds none. */
export function membersOf(doc: Y.Doc, group: string): Y.Map<unknown> | undefined {
  const members = groupsOf(doc).get(group)?.get('members')
  return members instanceof Y.Map ? members : undefined
}

/** Writes marks into a document that has none. */
export function writeMarks(doc: Y.Doc, marks: Marks): void {
  for (const note of marks.notes ?? []) notesOf(doc).set(note.id, noteMap(note))
  for (const group of marks.groups ?? []) groupsOf(doc).set(group.id, groupMap(group))
  for (const { slot, ...view } of marks.bookmarks ?? []) bookmarksOf(doc).set(String(slot), view)
}

/** The document's marks, in the order of their ids. Members that no longer exist and groups without any are left out. */
export function readMarks(doc: Y.Doc, steps: ReadonlySet<string>): Marks {
  const notes = sorted(notesOf(doc)).flatMap(([id, map]) => parsed(noteOf, map instanceof Y.Map && { id, ...map.toJSON() }))
  const stored = sorted(groupsOf(doc)).flatMap(([id, map]) => parsed(groupOf, map instanceof Y.Map && { id, ...map.toJSON(), members: memberIds(map) }))
  const groups = settledGroups(stored, new Set([...steps, ...notes.map((note) => note.id)]))
  const bookmarks = sorted(bookmarksOf(doc)).flatMap(([slot, view]) => parsed(bookmarkOf, typeof view === 'object' && { slot: Number(slot), ...view }))
  return { ...(notes.length > 0 && { notes }), ...(groups.length > 0 && { groups }), ...(bookmarks.length > 0 && { bookmarks }) }
}

/** Makes the document's marks exactly these, touching only what differs. Call it within one transaction. */
export function rewriteMarks(doc: Y.Doc, marks: Marks): void {
  const notes = new Map((marks.notes ?? []).map((note) => [note.id, note]))
  const groups = new Map((marks.groups ?? []).map((group) => [group.id, group]))
  const bookmarks = new Map((marks.bookmarks ?? []).map(({ slot, ...view }) => [String(slot), view]))
  prune(notesOf(doc), notes)
  prune(groupsOf(doc), groups)
  prune(bookmarksOf(doc), bookmarks)
  for (const note of notes.values()) assign(notesOf(doc), note.id, note, noteMap)
  for (const group of groups.values()) {
    const { members, ...rest } = group
    const map = membersOf(doc, group.id)
    if (map) {
      assign(groupsOf(doc), group.id, rest, () => groupMap(group))
      prune(map, new Map(members.map((id) => [id, true])))
      for (const id of members) if (!map.has(id)) map.set(id, true)
    } else groupsOf(doc).set(group.id, groupMap(group))
  }
  for (const [slot, view] of bookmarks) if (!same(bookmarksOf(doc).get(slot), view)) bookmarksOf(doc).set(slot, view)
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function prune(map: Y.Map<MarkMap> | Y.Map<unknown>, kept: ReadonlyMap<string, unknown>): void {
  for (const key of [...map.keys()]) if (!kept.has(key)) map.delete(key)
}

/** Brings the map under `id` to these values, or makes it. */
function assign<T extends { id: string }>(all: Y.Map<MarkMap>, id: string, values: T, make: (values: T) => MarkMap): void {
  const map = all.get(id)
  if (!(map instanceof Y.Map)) return void all.set(id, make(values))
  for (const [key, value] of Object.entries(values)) if (key !== 'id' && !same(map.get(key), value)) map.set(key, value)
}

function memberIds(map: unknown): string[] {
  const members = map instanceof Y.Map ? map.get('members') : undefined
  return members instanceof Y.Map ? [...members.keys()].sort() : []
}

function sorted(map: Y.Map<MarkMap> | Y.Map<unknown>): [string, unknown][] {
  return [...(map as Y.Map<unknown>).entries()].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** One item or none, so that what is stored there and is no mark is passed over. */
function parsed<T>(read: (stored: Record<string, unknown>) => T | undefined, stored: Record<string, unknown> | false): T[] {
  const found = stored ? read(stored) : undefined
  return found === undefined ? [] : [found]
}
