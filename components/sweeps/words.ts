import { formatNumber } from '@/lib/results/format'
import { metricFacts } from '@/lib/results/metrics'
import type { Domain, Objective, SweepMethod, SweepState, SweepValue, TrialState } from '@/lib/sweeps/schema'

export const methodWords: Record<SweepMethod, string> = { grid: 'Grid', random: 'Random', bayesian: 'Bayesian' }

export const stateWords: Record<SweepState, { word: string; tone: 'running' | 'warning' | 'succeeded' | 'neutral' | 'failed' }> = {
  running: { word: 'Running', tone: 'running' },
  paused: { word: 'Paused', tone: 'warning' },
  finished: { word: 'Finished', tone: 'succeeded' },
  stopped: { word: 'Stopped', tone: 'neutral' },
  failed: { word: 'Failed', tone: 'failed' },
}

/** As the table of statuses calls them; a trial stopped early has a word of its own. */
export const trialStatus: Record<TrialState, 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped'> = { running: 'running', succeeded: 'succeeded', stopped: 'skipped', failed: 'failed', cancelled: 'cancelled' }

export function valueText(value: SweepValue | undefined): string {
  if (value === undefined) return '–'
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

export function objectiveText({ metric, direction }: Objective): string {
  return `${direction === 'maximize' ? 'Highest' : 'Lowest'} ${metricFacts(metric).label}`
}

export function domainText(domain: Domain): string {
  if ('values' in domain) return domain.values.map((value) => valueText(value)).join(', ')
  return `${formatNumber(domain.min)} to ${formatNumber(domain.max)}${domain.scale === 'log' ? ', logarithmic' : ''}${domain.whole ? ', whole numbers' : ''}`
}
