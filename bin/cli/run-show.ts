import type { RunView } from '@/lib/runs/schema'
import type { TrackedRunDetail } from '@/lib/tracking/views'
import { openApi } from './api'
import { word, type Command } from './command'
import { elapsed, print, printJson, printTable } from './output'

export const runShow: Command = {
  name: 'run show',
  takes: 'ID',
  about: "shows a run's steps, reuse, reasons and metrics; of a run that a client has logged, its parameters, metrics and tags",
  async run({ words, json }) {
    const id = word(runShow, words)
    const api = await openApi()
    if (/^[0-9a-f]{32}$/.test(id)) {
      const run = await api.get<TrackedRunDetail>(`/tracked-runs/${id}`)
      if (json) printJson(run)
      else showTracked(run)
      return 0
    }
    const run = await api.get<RunView>(`/runs/${encodeURIComponent(id)}`)
    if (json) printJson(run)
    else show(run)
    return 0
  },
}

function show(run: RunView): void {
  print(`Run ${run.number} of “${run.name}”: ${run.state}${run.endReason && run.endReason !== 'succeeded' ? ` (${run.endReason})` : ''} ${elapsed(run.startedAt, run.endedAt)}`)
  printTable(
    ['STEP', 'STATE', 'TIME', 'WHY'],
    run.steps.map((step) => [step.name || step.node, step.reused ? 'reused' : step.state, elapsed(step.startedAt, step.endedAt), step.message || step.waitReason || step.reuseNote]),
  )
  for (const [name, value] of Object.entries(run.metrics)) print(`${name}: ${value}`)
}

function showTracked(run: TrackedRunDetail): void {
  print(`“${run.name}” of the experiment “${run.experimentName}”: ${run.status.toLowerCase()}${run.pipelineRunId ? `, run ${run.pipelineRunId} of a pipeline` : ''}`)
  if (run.note) print(run.note)
  for (const { key, value } of run.params) print(`${key} = ${value}`)
  for (const { key, last, step } of run.metrics) print(`${key}: ${last} (step ${step})`)
  for (const { key, value } of run.tags) print(`#${key} ${value}`)
}
