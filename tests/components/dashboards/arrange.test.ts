import { expect, test } from 'vitest'
import { compact, freePlace, moved, resized } from '@/components/dashboards/grid/arrange'
import type { Tile } from '@/lib/dashboards/schema'

const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({ id, title: '', x, y, w, h, view: { kind: 'text', text: '' } })
const places = (tiles: readonly Tile[]) => tiles.map(({ id, x, y, w, h }) => `${id} ${x},${y} ${w}×${h}`)
const overlaps = (tiles: readonly Tile[]) => tiles.some((a) => tiles.some((b) => a !== b && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h))

const board = [tile('a', 0, 0, 6, 3), tile('b', 6, 0, 6, 3), tile('c', 0, 3, 12, 5)]

test('a tile goes by the arrow keys: sideways past others, down and up by changing places, never off the grid', () => {
  expect(places(moved(board, 'a', -1, 0))).toEqual(['a 0,0 6×3', 'b 6,0 6×3', 'c 0,3 12×5'])
  const right = moved(board, 'a', 1, 0)
  expect(places(right)).toContain('a 1,0 6×3')
  expect(overlaps(right)).toBe(false)
  const down = moved(board, 'a', 0, 1)
  expect(down.find(({ id }) => id === 'a')!.y).toBeGreaterThan(0)
  expect(overlaps(down)).toBe(false)
  const up = moved(board, 'c', 0, -1)
  expect(places(up)[0]).toBe('c 0,0 12×5')
  expect(overlaps(up)).toBe(false)
  expect(places(moved(board, 'b', 0, -1))).toEqual(places(board))
})

test('a tile grows into others, which give way, and never shrinks below what can be read', () => {
  const wide = resized(board, 'a', 2, 0, { w: 3, h: 3 })
  expect(places(wide)).toContain('a 0,0 8×3')
  expect(overlaps(wide)).toBe(false)
  expect(places(resized(board, 'a', -5, -5, { w: 3, h: 3 }))).toContain('a 0,0 3×3')
  expect(places(resized(board, 'c', 5, 0, { w: 3, h: 3 }))).toEqual(places(board))
})

test('a new tile takes the first hole in which it fits, and holes close when a tile goes', () => {
  expect(freePlace([tile('a', 0, 0, 6, 3), tile('c', 0, 3, 12, 5)], { w: 6, h: 3 })).toEqual({ x: 6, y: 0, w: 6, h: 3 })
  expect(freePlace(board, { w: 4, h: 2 })).toEqual({ x: 0, y: 8, w: 4, h: 2 })
  expect(places(compact([tile('b', 6, 0, 6, 3), tile('c', 0, 7, 6, 5)]))).toEqual(['c 0,0 6×5', 'b 6,0 6×3'])
})
