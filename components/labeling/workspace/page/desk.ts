import type { Pixels } from '@/lib/labeling/canvas/wand'
import type { Size, Viewport } from '@/lib/labeling/canvas/viewport'
import type { EditOptions, TaskDocument } from '@/lib/labeling/edits/document'
import type { LabelView } from '@/lib/labeling/schema'
import type { Annotation, Shape } from '@/lib/labeling/shapes'
import { Store } from '@/components/pipelines/draft/store'
import { KeyboardPointer } from '../stage/keyboard-pointer'
import { Look } from '../stage/look'
import { listenToPointer } from '../stage/pointer'
import { Stage, type Adjustments } from '../stage/stage'
import { boxTool, newLastSize, templateTool } from '../tools/box'
import { brushTool } from '../tools/brush'
import { keypointsTool } from '../tools/keypoints'
import { partActions, type PartAction } from '../tools/parts'
import { polygonTool } from '../tools/polygon'
import { rotatedBoxTool } from '../tools/rotated-box'
import { selectTool } from '../tools/select'
import { reachOf, type Desk, type Press, type Tool, type ToolName } from '../tools/tool'
import { wandTool } from '../tools/wand'
import { newAnnotation } from './new-annotation'
import { ProposalLayer } from './proposal-layer'
import type { Settings } from './settings'

/** Pixels up to which the fill by colour reads an image. */
const readable = 40_000_000

/** What was asked for by the right button or a finger that rests: the menu of a shape, at a place of the canvas. */
export interface ContextPlace {
  annotation: Annotation
  press: Press
  parts: PartAction[]
}

/** The canvas with its tools, over one task after another. */
export class WorkDesk implements Desk {
  readonly selected = new Store<ReadonlySet<string>>(new Set())
  readonly hint = new Store('')
  /** Something is half drawn. */
  readonly drawing = new Store(false)
  /** Presses count as with Shift: chosen by a button where there is no key. */
  readonly shift = new Store(false)
  readonly menu = new Store<ContextPlace | null>(null)
  /** Whose history is looked at: a shape's, or that of all that was deleted. */
  readonly history = new Store<Annotation | 'deleted' | null>(null)
  readonly brush: Store<number>
  readonly stage: Stage
  readonly pointer: KeyboardPointer
  readonly proposals: ProposalLayer
  private tools: Record<ToolName, Tool>
  private picture: HTMLImageElement | null = null
  private read: Pixels | null = null
  private space = false
  private stops: (() => void)[]

  constructor(
    container: HTMLDivElement,
    private readonly settings: Settings,
    public document: TaskDocument,
    private look: Look,
    public image: Size,
  ) {
    this.brush = settings.brush
    this.stage = new Stage(container, this.selected, settings.adjustments as Store<Adjustments>, look)
    this.proposals = new ProposalLayer(this.stage, (ids) => this.select(ids))
    const size = newLastSize()
    this.tools = {
      select: selectTool(this),
      box: boxTool(this, size),
      'rotated-box': rotatedBoxTool(this),
      template: templateTool(this, size),
      polygon: polygonTool(this),
      hole: polygonTool(this, true),
      brush: brushTool(this),
      eraser: brushTool(this, true),
      wand: wandTool(this),
      keypoints: keypointsTool(this),
    }
    this.pointer = new KeyboardPointer(this.stage, () => this.tool, () => ['brush', 'eraser'].includes(settings.tool.get()))
    this.stage.drawTool = (context, pixel) => this.tool.draw?.(context, pixel)
    let last = this.tool
    this.stops = [
      listenToPointer(this.stage, { tool: () => this.tool, hover: (press) => this.hover(press), panning: () => this.space, shift: this.shift.get, context: (press) => this.context(press), holds: () => settings.tool.get() === 'select' }),
      settings.tool.subscribe(() => {
        // Half a shape is finished rather than dropped with the tool.
        last.finish?.()
        last = this.tool
        this.pointer.hide()
        this.hint.set('')
        this.shift.set(false)
        this.stage.cross = null
        this.cursor()
        this.redraw()
      }),
    ]
    this.cursor()
    this.stage.open(document, image, look)
  }

  get tool(): Tool {
    return this.tools[this.settings.tool.get()]
  }

  get view(): Viewport {
    return this.stage.view
  }

  get coarse(): boolean {
    return this.stage.coarse.get()
  }

  open(document: TaskDocument, image: Size, look: Look): void {
    this.finish()
    for (const tool of Object.values(this.tools)) tool.cancel?.()
    this.pointer.hide()
    this.picture = this.read = null
    Object.assign(this, { document, image, look })
    this.selected.set(new Set())
    this.menu.set(null)
    this.history.set(null)
    this.drawing.set(false)
    this.stage.open(document, image, look)
  }

  setPicture(picture: HTMLImageElement): void {
    this.picture = picture
    this.read = null
    this.stage.setPicture(picture)
  }

  label(): LabelView | null {
    return this.settings.label.get()
  }

  colourOf = (annotation: Annotation): string => this.look.colourOf(annotation)

  select(ids: Iterable<string>): void {
    const next = new Set(ids)
    const now = this.selected.get()
    if (next.size === now.size && [...next].every((id) => now.has(id))) return
    this.selected.set(next)
  }

  make(shape: Shape): Annotation | null {
    const label = this.label()
    if (!label) {
      this.hint.set('Choose a label first.')
      return null
    }
    const annotation = newAnnotation(label.id, shape, this.document.all())
    this.document.edit([annotation])
    this.select([annotation.id])
    return annotation
  }

  edit(puts: readonly Annotation[], removes: readonly string[] = [], options?: EditOptions): void {
    this.document.edit(puts, removes, options)
    if (removes.length > 0) this.select([...this.selected.get()].filter((id) => !removes.includes(id)))
  }

  /** Whether a press means something that a model proposes, which is turned to then. */
  pickProposal = (press: Press): boolean => this.proposals.pick(press.at, reachOf(this, press))

  lift = (annotations: readonly Annotation[]): void => this.stage.lift(annotations)
  redraw = (): void => {
    this.stage.redraw()
    this.drawing.set(this.tool.open?.() ?? false)
  }
  panBy = (dx: number, dy: number): void => this.stage.panBy(dx, dy)

  pixels(): Pixels | null {
    if (this.read) return this.read
    const { width, height } = this.image
    if (!this.picture) this.hint.set('The image is not loaded yet.')
    else if (width * height > readable) this.hint.set('This image is too large to be filled by colour. Use the brush.')
    else {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d', { willReadFrequently: true })!
      context.drawImage(this.picture, 0, 0, width, height)
      this.read = context.getImageData(0, 0, width, height)
    }
    return this.read
  }

  /** Takes back the last point of what is being drawn, or the last edit. */
  undo(): void {
    if (this.tool.back?.()) return
    this.select(this.document.undo().map(({ id }) => id))
  }

  redo(): void {
    if (this.tool.forward?.()) return
    this.select(this.document.redo().map(({ id }) => id))
  }

  /** Shows the history of the selected shape; where none or several are, what was deleted. */
  askHistory(): void {
    this.finish()
    const [id, second] = this.selected.get()
    this.history.set((second === undefined && id !== undefined && this.document.get(id)) || 'deleted')
  }

  /** The space bar is down: the pointer pans. */
  hold(space: boolean): void {
    if (this.space === space) return
    this.space = space
    this.cursor()
  }

  /** Before the page is left: nothing that is drawn stays a mere movement of the hand. */
  finish(): void {
    this.tool.finish?.()
  }

  private cursor(): void {
    this.stage.container.style.cursor = this.space ? 'grab' : this.tool.cursor
  }

  /** Selects the shape at that place and asks for its menu; of what lies above each other, what is selected already. */
  private context(press: Press): boolean {
    const hits = this.tool.open?.() ? [] : this.document.index.at(press.at, reachOf(this, press))
    const annotation = hits.find(({ id }) => this.selected.get().has(id)) ?? hits[0]
    if (!annotation) return false
    const alone = this.selected.get().size === 1 && this.selected.get().has(annotation.id)
    if (!this.selected.get().has(annotation.id)) this.select([annotation.id])
    this.menu.set({ annotation, press, parts: alone ? partActions(this, annotation, press) : [] })
    return true
  }

  private hover(press: Press | null): void {
    if (press) this.pointer.hide()
    const { stage } = this
    const drawing = this.settings.tool.get() !== 'select'
    const hit = press && !drawing ? (this.document.index.at(press.at, reachOf(this, press))[0]?.id ?? null) : null
    const cross = press && drawing && this.settings.adjustments.get().crosshair && !press.touch ? press.at : null
    if (hit !== stage.hovered || cross || stage.cross) stage.redraw()
    stage.hovered = hit
    stage.cross = cross
  }

  destroy(): void {
    this.finish()
    for (const stop of this.stops) stop()
    this.proposals.close()
    this.stage.destroy()
  }
}
