import type { Pixels } from '@/lib/labeling/canvas/wand'
import type { Size, Viewport } from '@/lib/labeling/canvas/viewport'
import type { EditOptions, TaskDocument } from '@/lib/labeling/edits/document'
import type { LabelView } from '@/lib/labeling/schema'
import type { Annotation, Point, Shape } from '@/lib/labeling/shapes'
import type { Store } from '@/components/pipelines/draft/store'

export const toolNames = ['select', 'box', 'rotated-box', 'template', 'polygon', 'hole', 'brush', 'eraser', 'wand', 'keypoints'] as const
export type ToolName = (typeof toolNames)[number]

/** A pointer on the canvas. */
export interface Press {
  /** In image pixels; it may lie outside of the image. */
  at: Point
  /** In CSS pixels from the canvas's corner. */
  window: Point
  shift: boolean
  alt: boolean
  touch: boolean
  /** The second press within a moment at the same place. */
  double: boolean
}

/** What a tool works on. */
export interface Desk {
  readonly document: TaskDocument
  readonly image: Size
  readonly view: Viewport
  /** Whether a finger was the last to press: handles are larger then. */
  readonly coarse: boolean
  readonly selected: Store<ReadonlySet<string>>
  /** Diameter in image pixels. */
  readonly brush: Store<number>
  /** One line on what the tool waits for; empty where nothing is to be said. */
  readonly hint: Store<string>
  label(): LabelView | null
  /** `#rrggbb` */
  colourOf(annotation: Annotation): string
  select(ids: Iterable<string>): void
  /** Adds a shape with the chosen label, above the others, and selects it. Without a label the hint says so and null comes back. */
  make(shape: Shape): Annotation | null
  edit(puts: readonly Annotation[], removes?: readonly string[], options?: EditOptions): void
  /** Shapes that the tool draws itself for now. */
  lift(annotations: readonly Annotation[]): void
  /** Draws the layer of selection and tools again. */
  redraw(): void
  /** The image's pixels; null (with a hint) where it is too large or not there yet. */
  pixels(): Pixels | null
  panBy(dx: number, dy: number): void
  /** Whether a press means something that a model proposes, which is turned to then. */
  pickProposal?(press: Press): boolean
}

export interface Tool {
  cursor: string
  down?(press: Press): void
  /** While pressed. */
  drag?(press: Press): void
  up?(press: Press): void
  /** While not pressed. */
  hover?(press: Press): void
  /** A key that only this tool knows; true if it was one. */
  key?(name: string): boolean
  /** Finishes what is half drawn; true if something was. */
  finish?(): boolean
  /** Gives up what is half drawn; true if something was. */
  cancel?(): boolean
  /** The press under way was not meant: what it began goes, and what earlier presses drew stays. */
  retract?(): void
  /** The pointer is gone. */
  leave?(): void
  /** Whether something is half drawn. */
  open?(): boolean
  /** Takes back the last point of what is half drawn, and puts it there again; true if there was something half drawn. */
  back?(): boolean
  forward?(): boolean
  draw?(context: CanvasRenderingContext2D, pixel: number): void
}

/** Screen pixels within which a press takes hold of something. */
const reach = { fine: 7, coarse: 18 }

export function reachOf(desk: Desk, { touch }: Pick<Press, 'touch'>): number {
  return reach[touch ? 'coarse' : 'fine'] / desk.view.scale
}
