import Konva from 'konva/lib/Core'
import { Shape as KonvaShape } from 'konva/lib/Shape'
import { Image as KonvaImage } from 'konva/lib/shapes/Image'
import { actualSize, fit, hold, pan, toWindow, visibleRect, zoomAt, type Size, type Viewport } from '@/lib/labeling/canvas/viewport'
import { ShapeIndex } from '@/lib/labeling/canvas/shape-index'
import type { TaskDocument } from '@/lib/labeling/edits/document'
import type { Annotation, Point } from '@/lib/labeling/shapes'
import { Store } from '@/components/pipelines/draft/store'
import { drawActive } from './draw-active'
import { drawIdle } from './draw-idle'
import type { Look } from './look'
import { MaskPictures } from './mask-pictures'
import { Tiles } from './tiles'

export interface Adjustments {
  /** 1 is as it is. */
  brightness: number
  contrast: number
  crosshair: boolean
  names: boolean
}

/** Shapes in sight from which a movement shows their picture, and draws them anew when it rests or has lasted. */
const heavy = 600
const restAfter = 90
const movedFor = 600

/** One image pixel as a square from this zoom on, below it smoothed. */
const squares = 3

/**
 * Three layers of canvas: the image; all shapes that nobody works at, drawn by one function; and the few that are hovered,
 * selected or being drawn. Nothing here goes through React, and nothing listens for events but the container.
 */
export class Stage {
  view: Viewport = { x: 0, y: 0, scale: 1 }
  image: Size = { width: 1, height: 1 }
  window: Size = { width: 1, height: 1 }
  /** Screen pixels an image pixel takes, for display. */
  readonly zoom = new Store(1)
  /** Whether a finger was the last to press. */
  readonly coarse = new Store(typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches)
  /** Draws the tool's own lines. */
  drawTool: ((context: CanvasRenderingContext2D, pixel: number) => void) | null = null
  /** Where the crosshair is, in image pixels. */
  cross: Point | null = null
  hovered: string | null = null
  /** Shapes that a model proposes, which are not of the document; and the one that is being answered. */
  proposals = new ShapeIndex()
  focused: Annotation | null = null
  private stage: Konva.Stage
  private layers: { image: Konva.Layer; idle: Konva.Layer; active: Konva.Layer }
  private picture = new KonvaImage({ image: undefined, listening: false })
  private tiles: Tiles | null = null
  private pictures = new MaskPictures()
  private lifted = new Map<string, Annotation>()
  private document: TaskDocument | null = null
  private unsubscribe: () => void = () => undefined
  private observer: ResizeObserver
  private touchedView = false
  /** The layer of shapes as it was when a movement began. */
  private snapshot: { canvas: HTMLCanvasElement; view: Viewport; time: number } | null = null
  private rest: ReturnType<typeof setTimeout> | undefined
  private drawn = 0
  private stops: () => void

  constructor(
    readonly container: HTMLDivElement,
    private readonly selected: Store<ReadonlySet<string>>,
    private readonly adjustments: Store<Adjustments>,
    private look: Look,
  ) {
    this.stage = new Konva.Stage({ container, width: 1, height: 1, listening: false })
    const layer = () => new Konva.Layer({ listening: false })
    this.layers = { image: layer(), idle: layer(), active: layer() }
    this.layers.image.add(this.picture, this.painter((context) => this.paintTiles(context)))
    this.layers.idle.add(this.painter((context) => this.paintIdle(context)))
    this.layers.active.add(this.painter((context) => this.paintActive(context)))
    this.stage.add(this.layers.image, this.layers.idle, this.layers.active)
    this.observer = new ResizeObserver(() => this.resize())
    this.observer.observe(container)
    this.resize()
    const stop = [this.coarse.subscribe(() => this.redraw()), selected.subscribe(() => this.redraw()), adjustments.subscribe(() => this.adjust())]
    this.stops = () => stop.forEach((end) => end())
    this.adjust()
  }

  /** Shows another task; the picture follows by `setPicture`. */
  open(document: TaskDocument, image: Size, look: Look): void {
    this.unsubscribe()
    this.pictures.clear()
    this.lifted.clear()
    this.snapshot = null
    this.drawn = 0
    this.hovered = this.cross = this.focused = null
    this.proposals = new ShapeIndex()
    this.document = document
    this.image = { width: Math.max(1, image.width), height: Math.max(1, image.height) }
    this.look = look
    this.picture.image(undefined)
    this.tiles?.close()
    this.tiles = null
    this.unsubscribe = document.subscribe(() => this.changed())
    this.fit()
  }

  setPicture(image: CanvasImageSource): void {
    this.picture.setAttrs({ image, width: this.image.width, height: this.image.height })
    this.layers.image.batchDraw()
  }

  /** Pieces of the image at full size, for when one looks closer than its picture is. */
  setTiles(address: string): void {
    this.tiles = new Tiles(address, this.image, () => this.layers.image.batchDraw())
    this.layers.image.batchDraw()
  }

  private paintTiles(context: CanvasRenderingContext2D): void {
    const picture = this.picture.image()
    if (!this.tiles || !(picture instanceof HTMLImageElement)) return
    if (this.view.scale * window.devicePixelRatio > picture.naturalWidth / this.image.width) this.tiles.draw(context, visibleRect(this.view, this.window))
  }

  fit = (): void => {
    this.setView(fit(this.image, this.window))
    this.touchedView = false
  }
  actual = (): void => this.setView(actualSize(this.view, this.image, this.window))
  zoomBy = (factor: number, at: Point = [this.window.width / 2, this.window.height / 2]): void => this.setView(zoomAt(this.view, at, factor, this.image, this.window))
  panBy = (dx: number, dy: number): void => this.setView(pan(this.view, dx, dy, this.image, this.window))

  /** Pans until a place of the image is in the window. */
  reveal(at: Point): void {
    const [x, y] = toWindow(this.view, at)
    const past = (value: number, most: number) => (value < 40 ? 40 - value : value > most - 40 ? most - 40 - value : 0)
    const [dx, dy] = [past(x, this.window.width), past(y, this.window.height)]
    if (dx !== 0 || dy !== 0) this.panBy(dx, dy)
  }

  private setView(view: Viewport): void {
    this.move()
    this.view = view
    this.touchedView = true
    this.picture.position(view)
    this.picture.scale({ x: view.scale, y: view.scale })
    this.layers.image.imageSmoothingEnabled(view.scale < squares)
    this.zoom.set(view.scale)
    this.layers.image.batchDraw()
    this.redrawAll()
  }

  /** Keeps frames short however many shapes there are: while the view moves, their picture moves. */
  private move(): void {
    clearTimeout(this.rest)
    this.rest = setTimeout(() => {
      // Without a picture the shapes themselves were drawn.
      if (!this.snapshot) return
      this.snapshot = null
      this.layers.idle.batchDraw()
    }, restAfter)
    if (this.drawn < heavy) return void (this.snapshot = null)
    if (this.snapshot && performance.now() - this.snapshot.time > movedFor) {
      this.snapshot = null
      this.layers.idle.draw()
    }
    if (this.snapshot) return
    const from = this.layers.idle.getNativeCanvasElement()
    const canvas = document.createElement('canvas')
    canvas.width = from.width
    canvas.height = from.height
    canvas.getContext('2d')!.drawImage(from, 0, 0)
    this.snapshot = { canvas, view: this.view, time: performance.now() }
  }

  /** Shapes that a tool changes at this moment; they are drawn as given here. */
  lift(annotations: readonly Annotation[]): void {
    const same = annotations.length === this.lifted.size && annotations.every(({ id }) => this.lifted.has(id))
    this.lifted = new Map(annotations.map((annotation) => [annotation.id, annotation]))
    if (!same) {
      this.snapshot = null
      this.layers.idle.batchDraw()
    }
    this.redraw()
  }

  redraw = (): void => void this.layers.active.batchDraw()
  redrawAll(): void {
    this.layers.idle.batchDraw()
    this.redraw()
  }

  /** A shape is another one now: no picture of the old ones is shown any more. */
  private changed(): void {
    this.snapshot = null
    this.redrawAll()
  }

  private painter(paint: (context: CanvasRenderingContext2D) => void): KonvaShape {
    return new KonvaShape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) => {
        const native = context._context as CanvasRenderingContext2D
        native.save()
        native.translate(this.view.x, this.view.y)
        native.scale(this.view.scale, this.view.scale)
        paint(native)
        native.restore()
      },
    })
  }

  private paintIdle(context: CanvasRenderingContext2D): void {
    if (!this.document) return
    const { view, look, pictures, lifted, snapshot } = this
    if (snapshot) {
      const { x, y, scale } = snapshot.view
      return context.drawImage(snapshot.canvas, -x / scale, -y / scale, this.window.width / scale, this.window.height / scale)
    }
    const scene = { view, look, pictures, lifted, visible: visibleRect(view, this.window), showNames: this.adjustments.get().names }
    this.drawn = drawIdle(context, { ...scene, index: this.document.index }) + drawIdle(context, { ...scene, index: this.proposals })
  }

  private paintActive(context: CanvasRenderingContext2D): void {
    const { document, view, look, pictures } = this
    if (!document) return
    const selected = this.selected.get()
    const scene = { view, look, pictures, coarse: this.coarse.get() }
    if (this.focused) drawActive(context, this.focused, scene, { selected: selected.size === 0, handles: false })
    const hovered = this.hovered === null || selected.has(this.hovered) ? undefined : document.get(this.hovered)
    if (hovered && !this.lifted.has(hovered.id)) drawActive(context, hovered, scene, { selected: false, handles: false })
    for (const id of selected) {
      const annotation = this.lifted.get(id) ?? document.get(id)
      // A mask under the brush is drawn by the brush.
      if (!annotation || annotation.hidden || (annotation.shape.kind === 'mask' && this.lifted.get(id) === document.get(id))) continue
      drawActive(context, annotation, scene, { selected: true, handles: selected.size === 1 && !annotation.locked })
    }
    this.drawTool?.(context, 1 / view.scale)
    if (this.cross) this.paintCross(context, this.cross)
  }

  private paintCross(context: CanvasRenderingContext2D, [x, y]: Point): void {
    const { minX, minY, maxX, maxY } = visibleRect(this.view, this.window)
    for (const [colour, width] of [['rgba(0, 0, 0, 0.5)', 2], ['rgba(255, 255, 255, 0.9)', 1]] as const) {
      context.strokeStyle = colour
      context.lineWidth = width / this.view.scale
      context.beginPath()
      context.moveTo(minX, y)
      context.lineTo(maxX, y)
      context.moveTo(x, minY)
      context.lineTo(x, maxY)
      context.stroke()
    }
  }

  private adjust(): void {
    const { brightness, contrast } = this.adjustments.get()
    // The browser's own filter costs nothing at each frame.
    this.layers.image.getNativeCanvasElement().style.filter = brightness === 1 && contrast === 1 ? '' : `brightness(${brightness}) contrast(${contrast})`
    this.redrawAll()
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.container
    if (width === 0 || height === 0 || (width === this.window.width && height === this.window.height)) return
    this.window = { width, height }
    this.stage.size(this.window)
    // The canvas is empty now; its picture is worth nothing.
    this.drawn = 0
    if (this.touchedView) this.setView(hold(this.view, this.image, this.window))
    else this.fit()
  }

  destroy(): void {
    clearTimeout(this.rest)
    this.tiles?.close()
    this.unsubscribe()
    this.stops()
    this.observer.disconnect()
    this.stage.destroy()
  }
}
