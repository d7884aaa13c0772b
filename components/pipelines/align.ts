/** A card on the canvas, in canvas units from its top left corner. */
export interface Box {
  id: string
  x: number
  y: number
  width: number
  height: number
}

export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom'
type Places = Map<string, { x: number; y: number }>

/** Where cards go so that their edges or middles are in one line; the line is that of the outermost, or the middle of all. */
export function align(boxes: readonly Box[], how: Alignment): Places {
  const across = how === 'left' || how === 'center' || how === 'right'
  const from = Math.min(...boxes.map((box) => (across ? box.x : box.y)))
  const to = Math.max(...boxes.map((box) => (across ? box.x + box.width : box.y + box.height)))
  const place = (size: number) => (how === 'left' || how === 'top' ? from : how === 'right' || how === 'bottom' ? to - size : Math.round((from + to - size) / 2))
  return new Map(boxes.map((box) => [box.id, across ? { x: place(box.width), y: box.y } : { x: box.x, y: place(box.height) }]))
}

/** Equal gaps between cards from left to right or top to bottom; the two outermost stay. Fewer than three stay as they are. */
export function distribute(boxes: readonly Box[], axis: 'across' | 'down'): Places {
  const start = (box: Box) => (axis === 'across' ? box.x : box.y)
  const size = (box: Box) => (axis === 'across' ? box.width : box.height)
  const sorted = [...boxes].sort((a, b) => start(a) - start(b))
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last || sorted.length < 3) return new Map(boxes.map(({ id, x, y }) => [id, { x, y }]))
  const gap = (start(last) + size(last) - start(first) - sorted.reduce((sum, box) => sum + size(box), 0)) / (sorted.length - 1)
  let at = start(first)
  return new Map(
    sorted.map((box) => {
      const here = Math.round(at)
      at += size(box) + gap
      return [box.id, axis === 'across' ? { x: here, y: box.y } : { x: box.x, y: here }]
    }),
  )
}
