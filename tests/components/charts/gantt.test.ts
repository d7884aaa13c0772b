import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { criticalPath, decidingPath, prepareGantt, timeTicks } from '@/components/charts/prepare/gantt'
import { moveWindow, zoomWindow } from '@/components/charts/prepare/time-window'
import { RunView, type StepView } from '@/lib/runs/schema'

const T0 = Date.parse('2026-01-01T00:00:00.000Z')
const iso = (ms: number) => new Date(T0 + ms).toISOString()

function step(node: string, from: number, to: number | null, needs: string[] = [], more: Partial<StepView> = {}): StepView {
  return {
    id: node, node, name: node, component: 'script.sql@1', position: Number(node.slice(1)) || 0, state: to === null ? 'running' : 'succeeded', endReason: null, message: '',
    reused: null, reuseNote: '', waitReason: null, metrics: {}, outputs: {}, sources: Object.fromEntries(needs.map((need, index) => [`in${index}`, { node: need, port: 'table' }])),
    attempts: [{ number: 1, agent: 'local', claimedAt: iso(from), endedAt: to === null ? null : iso(to), endReason: to === null ? null : 'succeeded', message: '', phases: {} }],
    readyAt: iso(from), startedAt: iso(from), endedAt: to === null ? null : iso(to), ...more,
  }
}

function run(steps: StepView[], endedAt: number | null): RunView {
  return RunView.parse({
    id: 'r', number: 1, name: 'Run', pipelineId: null, state: endedAt === null ? 'running' : 'succeeded', endReason: null, createdBy: 'a', createdAt: iso(0), startedAt: iso(0), endedAt: endedAt === null ? null : iso(endedAt),
    counts: { total: steps.length, waiting: 0, queued: 0, running: 0, succeeded: steps.length, reused: 0, failed: 0, cancelled: 0, skipped: 0 }, metrics: {}, graph: { nodes: [], edges: [] }, options: {}, parameters: {}, cancelRequested: false, steps,
  })
}

describe('the parts of an attempt', () => {
  test('queued, starting, loading, running, saving follow each other; the rest is the report', () => {
    const one = step('s1', 50, 150, [], { readyAt: iso(20), attempts: [{ number: 1, agent: 'a', claimedAt: iso(50), endedAt: iso(150), endReason: 'succeeded', message: '', phases: { starting: 10, loading: 20, running: 40, saving: 20 } }] })
    const { rows, span } = prepareGantt(run([one], 160), T0 + 999)
    expect(rows[0]?.segments.map(({ part, from, to }) => [part, from, to])).toEqual([
      ['queued', 20, 50], ['starting', 50, 60], ['loading', 60, 80], ['running', 80, 120], ['saving', 120, 140], ['ending', 140, 150],
    ])
    expect(span).toBe(160)
  })

  test('parts that overrun the attempt are scaled into it', () => {
    const one = step('s1', 0, 50, [], { attempts: [{ number: 1, agent: 'a', claimedAt: iso(0), endedAt: iso(50), endReason: 'succeeded', message: '', phases: { starting: 50, running: 50 } }] })
    expect(prepareGantt(run([one], 50), T0).rows[0]?.segments.map((segment) => segment.to)).toEqual([25, 50])
  })

  test('a second attempt waits from the end of the first', () => {
    const attempt = (number: number, from: number, to: number | null) => ({ number, agent: 'a', claimedAt: iso(from), endedAt: to === null ? null : iso(to), endReason: null, message: '', phases: {} })
    const one = step('s1', 0, null, [], { readyAt: iso(0), attempts: [attempt(1, 10, 20), attempt(2, 50, null)] })
    expect(prepareGantt(run([one], null), T0 + 80).rows[0]?.segments.map(({ part, from, to, attempt: number }) => [part, from, to, number])).toEqual([
      ['queued', 0, 10, 1], ['running', 10, 20, 1], ['queued', 20, 50, 2], ['running', 50, 80, 2],
    ])
  })

  test('a queued step grows to now, a reused one is a moment', () => {
    const queued = step('s1', 0, null, [], { state: 'queued', attempts: [] })
    const reused = step('s2', 0, 5, [], { attempts: [], reused: { runId: 'x', runNumber: 1, node: 's2' } })
    const { rows } = prepareGantt(run([queued, reused], null), T0 + 40)
    expect(rows[0]?.segments).toEqual([{ part: 'queued', from: 0, to: 40, attempt: 1 }])
    expect(rows[1]).toMatchObject({ mark: 5, state: 'reused', segments: [] })
  })
})

describe('the critical path', () => {
  test('follows the input that came last', () => {
    expect(criticalPath([step('s1', 0, 10), step('s2', 0, 90), step('s3', 90, 120, ['s1', 's2']), step('s4', 10, 30, ['s1'])])).toEqual(['s2', 's3'])
  })

  test('is a chain of dependencies that ends with the last step', () => {
    const graphs = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.array(fc.nat(19), { maxLength: 3 })), { minLength: 1, maxLength: 20 })
    fc.assert(fc.property(graphs, (entries) => {
      const ends: number[] = []
      const steps = entries.map(([length, needs], index) => {
        const inputs = [...new Set(needs.filter((need) => need < index))]
        const start = Math.max(0, ...inputs.map((need) => ends[need] as number))
        ends.push(start + length)
        return step(`s${index}`, start, start + length, inputs.map((need) => `s${need}`))
      })
      const path = criticalPath(steps)
      const byNode = new Map(steps.map((entry) => [entry.node, entry]))
      expect(Date.parse(byNode.get(path.at(-1) as string)?.endedAt as string) - T0).toBe(Math.max(...ends))
      // Each step here starts when its last input ends, so the lengths along the path make up the whole run.
      const lengths = path.map((node) => (entries[Number(node.slice(1))] as [number, number[]])[0])
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(Math.max(...ends))
    }))
  })

  test('is told only where a step ran beside it', () => {
    const chain = [step('s1', 0, 10), step('s2', 10, 20, ['s1'])]
    expect(decidingPath(chain)).toEqual([])
    expect(decidingPath([...chain, step('s3', 10, 15, ['s1'])])).toEqual(['s1', 's2'])
  })

  test('of nothing is nothing', () => {
    expect(criticalPath([])).toEqual([])
  })
})

test('time ticks are round and as many as fit', () => {
  expect(timeTicks(0, 950, 440)).toEqual([0, 500])
  expect(timeTicks(0, 1000, 1100)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000])
  expect(timeTicks(120, 480, 440).at(0)).toBe(200)
  expect(timeTicks(0, 15_800, 200)).toEqual([0, 10_000])
})

describe('the window of time', () => {
  test('zooming keeps the place under the pointer, and out again shows everything', () => {
    const zoomed = zoomWindow({ from: 0, to: 1000 }, 0.5, 0.25, 1000)
    expect(zoomed).toEqual({ from: 125, to: 625 })
    expect(zoomWindow(zoomed!, 4, 0.5, 1000)).toBeNull()
  })

  test('it never leaves the run', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(fc.property(share, fc.double({ min: 0.05, max: 0.95, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (at, factor, move) => {
      const zoomed = zoomWindow({ from: 0, to: 1000 }, factor, at, 1000)!
      const moved = moveWindow(zoomed, move, 1000)!
      for (const window of [zoomed, moved]) {
        expect(window.from).toBeGreaterThanOrEqual(0)
        expect(window.to).toBeLessThanOrEqual(1000 + 1e-9)
      }
      expect(moved.to - moved.from).toBeCloseTo(zoomed.to - zoomed.from, 6)
    }))
  })
})
