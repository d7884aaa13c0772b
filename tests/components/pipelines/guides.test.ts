import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snapBox } from '@/components/pipelines/guides'

const box = (x: number, y: number, width = 240, height = 60) => ({ x, y, width, height })

describe('guides while dragging', () => {
  it('bring middles and edges into line and say with what', () => {
    expect(snapBox(box(6, 200), [box(0, 0)], 8)).toEqual({ dx: -6, dy: 0, lines: [[0, 0, 0, 260], [120, 0, 120, 260], [240, 0, 240, 260]] })
    // A narrower one comes to the middle.
    expect(snapBox(box(72, 200, 100), [box(0, 0)], 8)).toMatchObject({ dx: -2, lines: [[120, 0, 120, 260]] })
    // Side by side, tops are in line; the line lies across.
    expect(snapBox(box(500, 5), [box(0, 0)], 8)).toEqual({ dx: 0, dy: -5, lines: [[0, 0, 740, 0], [0, 30, 740, 30], [0, 60, 740, 60]] })
  })

  it('leave alone what is out of reach', () => {
    expect(snapBox(box(20, 200), [box(0, 0)], 8)).toEqual({ dx: 0, dy: 0, lines: [] })
  })

  it('make equal gaps: between two, and as far as the one before', () => {
    const between = snapBox(box(353, 7, 100, 100), [box(0, 0, 200, 60), box(600, 20, 200, 60)], 3)
    expect(between.dx).toBe(-3)
    expect(between.lines.filter(([, y1, , y2]) => y1 === y2).map(([a, , b]) => b - a)).toEqual([150, 150])
    expect(snapBox(box(505, 3, 100, 90), [box(0, 0, 200, 60), box(250, 1, 200, 60)], 8).dx).toBe(-5)
    expect(snapBox(box(3, 495, 100, 50), [box(0, 0, 200, 200), box(0, 250, 200, 200)], 8).dy).toBe(5)
  })

  it('never move further than the reach, and a box that is in line stays', () => {
    const rect = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }), width: fc.integer({ min: 20, max: 300 }), height: fc.integer({ min: 20, max: 300 }) })
    fc.assert(
      fc.property(rect, fc.array(rect, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (moving, others, reach) => {
        const { dx, dy } = snapBox(moving, others, reach)
        expect(Math.abs(dx)).toBeLessThanOrEqual(reach)
        expect(Math.abs(dy)).toBeLessThanOrEqual(reach)
        const other = others[0]
        if (other) expect(snapBox({ ...moving, x: other.x }, [other], reach).dx).toBe(0)
      }),
    )
  })
})
