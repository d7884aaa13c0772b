import { boundsOf } from '@/lib/labeling/canvas/geometry'
import { ShapeIndex } from '@/lib/labeling/canvas/shape-index'
import type { Annotation, Point } from '@/lib/labeling/shapes'
import { Store } from '@/components/pipelines/draft/store'
import { acceptShapes, confidenceOf, openProposals, rejectProposals, watchProposals } from '../../assist/proposals'
import type { Stage } from '../stage/stage'
import type { OpenTask } from './open-task'

/** Rows into which an image is cut, so that one is led through it as one reads. */
const rows = 6

/** The shapes that a model proposes for the task on the canvas, and the one of them that the next key answers. */
export class ProposalLayer {
  /** In reading order. */
  readonly open = new Store<readonly Annotation[]>([])
  readonly focused = new Store<Annotation | null>(null)
  private task: OpenTask | null = null
  private stop: () => void = () => undefined

  constructor(
    private readonly stage: Stage,
    private readonly select: (ids: string[]) => void,
  ) {}

  /** Shows those of a task, in the place of the last one's. */
  show(task: OpenTask): () => void {
    this.stop()
    this.task = task
    this.stop = watchProposals(task, () => this.refresh())
    this.focused.set(null)
    this.refresh()
    return () => {
      if (this.task !== task) return
      this.stop()
      this.task = null
    }
  }

  private refresh(): void {
    const { task, stage } = this
    if (!task) return
    const height = Math.max(1, task.view.image.height)
    const place = ({ shape }: Annotation): [number, number] => {
      const bounds = boundsOf(shape)
      return bounds ? [Math.floor((rows * (bounds.minY + bounds.maxY)) / 2 / height), bounds.minX] : [0, 0]
    }
    const shapes = openProposals(task).filter(({ shape }) => shape.kind !== 'tag')
    const next = shapes.map((annotation) => ({ annotation, place: place(annotation) })).sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]).map(({ annotation }) => annotation)
    const before = this.open.get()
    if (next.length === before.length && next.every(({ id }, at) => id === before[at]!.id)) return
    this.open.set(next)
    stage.proposals = new ShapeIndex(next)
    const now = this.focused.get()
    if (!now || !next.some(({ id }) => id === now.id)) {
      // What comes after the one that was answered.
      const after = now ? before.slice(before.findIndex(({ id }) => id === now.id)).find(({ id }) => next.some((other) => other.id === id)) : undefined
      this.focus(after ?? next[0] ?? null, now !== null)
    }
    stage.redrawAll()
  }

  private focus(annotation: Annotation | null, reveal: boolean): void {
    this.focused.set(annotation)
    this.stage.focused = annotation
    const bounds = reveal && annotation ? boundsOf(annotation.shape) : null
    if (bounds) this.stage.reveal([(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2])
    this.stage.redrawAll()
  }

  /** Turns to what a press means; false where nothing is proposed there. */
  pick(at: Point, reach: number): boolean {
    const [hit] = this.stage.proposals.at(at, reach)
    if (hit) this.focus(hit, false)
    return hit !== undefined
  }

  step(by: 1 | -1): void {
    const open = this.open.get()
    if (open.length === 0) return
    const at = open.findIndex(({ id }) => id === this.focused.get()?.id)
    this.focus(open[(at + by + open.length) % open.length]!, true)
  }

  /** Takes the proposal over; it is selected, to be moved where it is not quite right. */
  accept(): void {
    const annotation = this.focused.get()
    if (!this.task || !annotation) return
    acceptShapes(this.task, [annotation])
    this.select([annotation.id])
  }

  acceptAll(least: number): void {
    if (this.task) acceptShapes(this.task, this.open.get().filter((annotation) => confidenceOf(annotation) >= least))
  }

  reject(): void {
    const annotation = this.focused.get()
    if (this.task && annotation) rejectProposals([this.task], [annotation])
  }

  rejectAll(): void {
    if (this.task) rejectProposals([this.task], this.open.get())
  }

  close(): void {
    this.stop()
    this.task = null
  }
}
