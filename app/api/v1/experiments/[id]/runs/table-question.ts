import { shownRuns, type RunQuestion } from '@/lib/tracking/runs/question'

/** Which of an experiment's runs a request asks for. */
export function questionIn(query: URLSearchParams, experimentId: string): RunQuestion {
  return {
    experimentId,
    filter: query.get('filter') ?? undefined,
    shown: shownRuns.find((shown) => shown === query.get('shown')) ?? (query.get('deleted') === 'true' ? 'deleted' : 'active'),
  }
}
