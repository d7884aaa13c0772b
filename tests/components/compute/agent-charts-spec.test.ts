import { expect, test } from 'vitest'
import { agentCharts } from '@/components/compute/agent-charts-spec'
import type { AgentMetrics } from '@/lib/compute/agent-record'
import type { AgentView } from '@/lib/compute/schema'

const agent = (gpus: { uuid: string; name: string; memoryMb: number }[] = []) =>
  ({ name: 'box', capabilities: { memoryMb: 8000, slots: 2, gpus }, load: { diskTotalMb: 100_000 } }) as unknown as AgentView
const at = (seconds: number, more: Partial<AgentMetrics['points'][number]> = {}) => ({ at: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString(), cpu: 0.5, memoryUsedMb: 2000, diskFreeMb: 40_000, running: 1, gpus: [], ...more })

test('a chart each for processors, memory, disk and steps, with what is full as the end of the axis', () => {
  const charts = agentCharts(agent(), { points: [at(0), at(15), at(30, { cpu: 1 })] }, 60)
  expect(charts.map(({ title }) => title)).toEqual(['Processors', 'Memory', 'Disk', 'Steps'])
  expect(charts.map(({ y }) => y.domain)).toEqual([[0, 1], [0, 8000], [0, 100_000], [0, 2]])
  expect(charts[0]!.subtitle).toBe('Busy in the last hour, 100% now')
  expect(charts[3]!.y.ticks).toEqual([0, 1, 2])
  expect(charts[0]!.x.domain).toEqual([Date.UTC(2025, 11, 31, 23, 0, 30), Date.UTC(2026, 0, 1, 0, 0, 30)])
  expect(charts[1]!.series[0]!.points.map(({ y }) => y)).toEqual([2000, 2000, 2000])
})

test('while the agent was away there is a gap, not a line', () => {
  const [processors] = agentCharts(agent(), { points: [at(0), at(15), at(30), at(600), at(615)] }, 60)
  expect(processors!.series[0]!.points.map(({ y }) => y)).toEqual([0.5, 0.5, 0.5, Number.NaN, 0.5, 0.5])
  expect(processors!.table.rows).toHaveLength(5)
})

test('means over longer parts are no gaps', () => {
  const [processors] = agentCharts(agent(), { points: [at(0), at(360), at(720), at(1080)] }, 1440)
  expect(processors!.series[0]!.points.map(({ y }) => y)).toEqual([0.5, 0.5, 0.5, 0.5])
})

test('two cards have a line each, and what one does not tell is nothing', () => {
  const gpus = [{ uuid: 'GPU-1', name: 'T4', memoryMb: 16_000 }, { uuid: 'GPU-2', name: 'T4', memoryMb: 16_000 }]
  const charts = agentCharts(agent(gpus), { points: [at(0, { gpus: [{ uuid: 'GPU-2', busy: 0.9, memoryUsedMb: 10 }, { uuid: 'GPU-1', busy: null, memoryUsedMb: 5 }] })] }, 60)
  expect(charts.map(({ title }) => title)).toEqual(['Processors', 'Memory', 'Disk', 'Steps', 'GPUs', 'GPU memory'])
  expect(charts[4]!.series.map(({ name, points }) => [name, points[0]!.y])).toEqual([['1: T4', Number.NaN], ['2: T4', 0.9]])
})

test('nothing measured is said, not drawn', () => {
  for (const chart of agentCharts(agent(), { points: [] }, 15)) expect(chart.empty).toBe('Nothing was measured in this time.')
})
