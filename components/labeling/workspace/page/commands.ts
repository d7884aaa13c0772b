import { boundsOf } from '@/lib/labeling/canvas/geometry'
import { dragHandle, handlesOf, moveShape } from '@/lib/labeling/canvas/handles'
import type { Annotation } from '@/lib/labeling/shapes'
import type { WorkDesk } from './desk'
import { topOf } from './new-annotation'

/** Image pixels by which a copy is set off. */
const aside = 10

/** What one can do to the selected shapes. Locked ones are left alone by all but the lock itself. */
export function shapeCommands(desk: WorkDesk) {
  const selected = (): Annotation[] => [...desk.selected.get()].flatMap((id) => desk.document.get(id) ?? [])
  const free = () => selected().filter(({ locked }) => !locked)
  const put = (change: (annotation: Annotation) => Annotation, of: Annotation[], gesture?: string) => desk.edit(of.map(change), [], { gesture })

  function insert(copies: readonly Annotation[], shift = 0): void {
    const top = topOf(desk.document.all())
    const made = copies.map((annotation, at) => {
      const shape = moveShape(annotation.shape, shift, shift, desk.image)
      return { ...annotation, id: crypto.randomUUID(), shape, z: top + 1 + at, locked: false, hidden: false, source: { by: 'person' as const } }
    })
    desk.edit(made)
    desk.select(made.map(({ id }) => id))
  }
  function order(place: 'front' | 'behind' | 'forward' | 'backward'): void {
    const moved = selected()
    if (moved.length === 0) return
    const ids = new Set(moved.map(({ id }) => id))
    const rest = desk.document.all().filter(({ id }) => !ids.has(id))
    const own = Math.min(...moved.map(({ id }) => desk.document.all().findIndex((other) => other.id === id)))
    const at = { front: rest.length, behind: 0, forward: Math.min(rest.length, own + 1), backward: Math.max(0, own - 1) }[place]
    const next = [...rest.slice(0, at), ...desk.document.all().filter(({ id }) => ids.has(id)), ...rest.slice(at)]
    desk.edit(next.flatMap((annotation, z) => (annotation.z === z ? [] : [{ ...annotation, z }])))
  }

  return {
    selected,
    remove: () => desk.edit([], free().map(({ id }) => id)),
    duplicate: () => insert(free(), aside),
    insert,
    order,
    selectAll: () => desk.select(desk.document.all().filter(({ hidden, shape }) => !hidden && shape.kind !== 'tag').map(({ id }) => id)),
    lock() {
      const all = selected()
      const locked = !all.every((annotation) => annotation.locked)
      put((annotation) => ({ ...annotation, locked }), all)
    },
    hide() {
      put((annotation) => ({ ...annotation, hidden: true }), selected())
      desk.select([])
    },
    showAll: () => put((annotation) => ({ ...annotation, hidden: false }), desk.document.all().filter(({ hidden }) => hidden)),
    relabel: (label: string) => put((annotation) => ({ ...annotation, label }), free()),
    nudge(dx: number, dy: number) {
      const of = free()
      put((annotation) => ({ ...annotation, shape: moveShape(annotation.shape, dx, dy, desk.image) }), of, `nudge ${of.map(({ id }) => id).join()}`)
    },
    /** Moves the right and the lower edge of a box. */
    grow(dx: number, dy: number) {
      const boxes = free().filter(({ shape }) => shape.kind === 'box')
      put(
        (annotation) => {
          const corner = handlesOf(annotation.shape).find((handle) => handle.kind === 'side' && handle.sx === 1 && handle.sy === 1)!
          return { ...annotation, shape: dragHandle(annotation.shape, corner, [corner.at[0] + dx, corner.at[1] + dy], desk.image) }
        },
        boxes,
        `grow ${boxes.map(({ id }) => id).join()}`,
      )
    },
    /** Selects the shape after (1) or before (-1) the selected one, in reading order of the list. */
    step(by: 1 | -1) {
      const all = desk.document.all().filter(({ shape }) => shape.kind !== 'tag')
      if (all.length === 0) return
      const at = all.findIndex(({ id }) => desk.selected.get().has(id))
      const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]!
      desk.select([next.id])
      const bounds = boundsOf(next.shape)
      if (bounds) desk.stage.reveal([(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2])
    },
  }
}

export type ShapeCommands = ReturnType<typeof shapeCommands>
