import type { Point } from '../shapes'

export interface Size {
  width: number
  height: number
}

/** Where the image lies in the window, in CSS pixels: window = image × scale + (x, y). */
export interface Viewport {
  x: number
  y: number
  scale: number
}

export interface Rect {
  minX: number
  minY: number
  maxX: number
  maxY: number
}

/** An image pixel is never wider than this on the screen, and a whole image never smaller than a stamp. */
const largest = 64
const smallestSide = 24
/** Free ground around a fitted image. */
const margin = 16
/** At least so much of the image stays in the window, so that it cannot be lost. */
const held = 48

export function toImage(view: Viewport, [x, y]: Point): Point {
  return [(x - view.x) / view.scale, (y - view.y) / view.scale]
}

export function toWindow(view: Viewport, [x, y]: Point): Point {
  return [x * view.scale + view.x, y * view.scale + view.y]
}

/** The whole image in the middle of the window. */
export function fit(image: Size, window: Size): Viewport {
  const scale = Math.max(1e-3, Math.min((window.width - 2 * margin) / image.width, (window.height - 2 * margin) / image.height, largest))
  return centred(image, window, scale)
}

/** One image pixel on one CSS pixel; the middle of the window stays where it is. */
export function actualSize(view: Viewport, image: Size, window: Size): Viewport {
  return zoomAt(view, [window.width / 2, window.height / 2], 1 / view.scale, image, window)
}

function centred(image: Size, window: Size, scale: number): Viewport {
  return { scale, x: (window.width - image.width * scale) / 2, y: (window.height - image.height * scale) / 2 }
}

/** Zooms by `factor`; the place of the image under `at` (in the window) stays under it. */
export function zoomAt(view: Viewport, at: Point, factor: number, image: Size, window: Size): Viewport {
  const smallest = Math.min(fit(image, window).scale, smallestSide / Math.max(image.width, image.height))
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor))
  const [x, y] = toImage(view, at)
  return hold({ scale, x: at[0] - x * scale, y: at[1] - y * scale }, image, window)
}

export function pan(view: Viewport, dx: number, dy: number, image: Size, window: Size): Viewport {
  return hold({ ...view, x: view.x + dx, y: view.y + dy }, image, window)
}

/** Keeps a part of the image in the window. */
export function hold(view: Viewport, image: Size, window: Size): Viewport {
  const along = (at: number, length: number, room: number) => {
    const keep = Math.min(held, length, room)
    return Math.min(room - keep, Math.max(keep - length, at))
  }
  return { ...view, x: along(view.x, image.width * view.scale, window.width), y: along(view.y, image.height * view.scale, window.height) }
}

/** The part of the image's plane that is in the window, in image pixels. */
export function visibleRect(view: Viewport, window: Size): Rect {
  const [minX, minY] = toImage(view, [0, 0])
  const [maxX, maxY] = toImage(view, [window.width, window.height])
  return { minX, minY, maxX, maxY }
}
