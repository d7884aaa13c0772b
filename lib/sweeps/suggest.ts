import { z } from 'zod'
import { setSuggestionRun, suggestionOutput } from '@/db/queries/sweeps'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import type { Graph } from '@/lib/graph/schema'
import { submitGraph } from '@/lib/runs/submit'
import type { PythonComponent } from '@/lib/workspace-components/schema'
import type { TrialFacts } from './decide'
import { SweepValues, type SweepConfig } from './schema'

const id = 'custom.choose-trials'

/** What chooses trials: Optuna, in a step like any other, so that the studio needs no Python. */
const declaration: PythonComponent = {
  kind: 'python',
  name: 'Choose trials',
  summary: 'The next values that a sweep tries, by Optuna',
  inputs: [],
  outputs: [{ name: 'suggestions', label: '', help: '', type: 'file', like: '' }],
  params: [{ name: 'request', label: '', help: '', type: 'text', default: '', choices: [], from: '' }],
  environment: 'sweeps',
}

const source = 'from atelier_runner.sweeps import suggest_text\n\ndef run(request):\n    return suggest_text(request).encode()\n'

/** Begins a run that chooses `count` trials, and notes it with the sweep. Call it within the sweep's transaction. */
export async function chooseTrials(ctx: Context, sweep: { id: string; number: number; config: SweepConfig }, trials: readonly TrialFacts[], count: number): Promise<void> {
  const { space, objective, seed, compute } = sweep.config
  const request = JSON.stringify({
    space,
    direction: objective.direction,
    seed,
    count,
    trials: trials.map(({ values, state, objective: value, series }) => ({ values, state, objective: value, series: series.slice(-100) })),
  })
  const graph: Graph = { nodes: [{ id: 'choose', component: `${id}@0`, name: '', note: '', params: { request }, position: { x: 0, y: 0 } }], edges: [] }
  const run = await submitGraph(ctx, {
    graph,
    pipelineId: null,
    name: `Sweep ${sweep.number}, choosing trials`,
    options: { sweep: { id: sweep.id, trial: null }, ...(compute?.target && { compute: { target: compute.target } }) },
    drafts: [{ id, version: 0, declaration, source }],
  })
  await setSuggestionRun(ctx.db, sweep.id, run.id)
}

const Suggestions = z.array(SweepValues)

/** What a run has chosen; empty where it has chosen nothing that can be read. */
export async function readSuggestions(ctx: Pick<Context, 'db'>, runId: string): Promise<SweepValues[]> {
  const digest = await suggestionOutput(ctx.db, runId)
  if (!digest) return []
  const chunks: Buffer[] = []
  for await (const chunk of artifactStore().read(digest)) chunks.push(chunk as Buffer)
  const parsed = Suggestions.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  return parsed.success ? parsed.data : []
}
