import { describe, expect, it } from 'vitest'
import { align, distribute, type Box } from '@/components/pipelines/align'

const box = (id: string, x: number, y: number, height = 60): Box => ({ id, x, y, width: 240, height })
const boxes = [box('a', 0, 0), box('b', 300, 100, 84), box('c', 1000, 400)]
const places = (map: Map<string, { x: number; y: number }>) => boxes.map(({ id }) => [map.get(id)!.x, map.get(id)!.y])

describe('aligning', () => {
  it.each([
    ['left', [[0, 0], [0, 100], [0, 400]]],
    ['right', [[1000, 0], [1000, 100], [1000, 400]]],
    ['center', [[500, 0], [500, 100], [500, 400]]],
    ['top', [[0, 0], [300, 0], [1000, 0]]],
    // The lower edges are in line, though one card is higher.
    ['bottom', [[0, 400], [300, 376], [1000, 400]]],
    ['middle', [[0, 200], [300, 188], [1000, 200]]],
  ] as const)('%s', (how, expected) => {
    expect(places(align(boxes, how))).toEqual(expected)
  })
})

describe('distributing', () => {
  it('leaves the outermost and makes the gaps equal, whatever the order of the steps', () => {
    expect(places(distribute([boxes[2]!, boxes[0]!, boxes[1]!], 'across'))).toEqual([[0, 0], [500, 100], [1000, 400]])
    const down = distribute(boxes, 'down')
    expect(places(down)).toEqual([[0, 0], [300, 188], [1000, 400]])
    expect(188 - 60).toBe(400 - (188 + 84))
  })

  it('leaves two as they are', () => {
    expect(distribute(boxes.slice(0, 2), 'down')).toEqual(new Map([['a', { x: 0, y: 0 }], ['b', { x: 300, y: 100 }]]))
  })
})
