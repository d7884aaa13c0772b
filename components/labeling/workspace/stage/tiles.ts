import type { Rect, Size } from '@/lib/labeling/canvas/viewport'
import { tileSize } from '@/lib/labeling/tile-size'

/** Pieces kept at a time: some 250 MB decoded at the most, and more than a large screen shows. */
const mostKept = 64

/** Draws an image that is larger than what a browser holds, piece by piece at full size, over its smaller picture. */
export class Tiles {
  private pieces = new Map<string, { picture: HTMLImageElement; ready: boolean }>()

  constructor(
    private readonly address: string,
    private readonly image: Size,
    private readonly onPiece: () => void,
  ) {}

  /** Draws what is there of the visible part, in image pixels, and fetches the rest. */
  draw(context: CanvasRenderingContext2D, { minX, minY, maxX, maxY }: Rect): void {
    const last = (side: number) => Math.ceil(side / tileSize) - 1
    const span = (from: number, to: number, side: number) => [Math.max(0, Math.floor(from / tileSize)), Math.min(last(side), Math.floor(to / tileSize))] as const
    const [[left, right], [top, bottom]] = [span(minX, maxX, this.image.width), span(minY, maxY, this.image.height)]
    if ((right - left + 1) * (bottom - top + 1) > mostKept) return
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) {
        const { picture, ready } = this.piece(x, y)
        const [width, height] = [Math.min(tileSize, this.image.width - x * tileSize), Math.min(tileSize, this.image.height - y * tileSize)]
        if (ready) context.drawImage(picture, 0, 0, width, height, x * tileSize, y * tileSize, width, height)
      }
  }

  /** What was used last stays the longest. */
  private piece(x: number, y: number): { picture: HTMLImageElement; ready: boolean } {
    const key = `${x}/${y}`
    const known = this.pieces.get(key)
    if (known) {
      this.pieces.delete(key)
      this.pieces.set(key, known)
      return known
    }
    const [path, query] = this.address.split('?')
    const made = { picture: new Image(), ready: false }
    this.pieces.set(key, made)
    made.picture.src = `${path}/${key}?${query}`
    made.picture.decode().then(
      () => {
        made.ready = true
        this.onPiece()
      },
      // It is asked for again the next time somebody looks there.
      () => this.pieces.delete(key),
    )
    for (const oldest of this.pieces.keys()) {
      if (this.pieces.size <= mostKept) break
      this.pieces.delete(oldest)
    }
    return made
  }

  close(): void {
    for (const { picture } of this.pieces.values()) picture.src = ''
    this.pieces.clear()
  }
}
