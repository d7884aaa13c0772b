import type { RunView } from '@/lib/runs/schema'
import { openApi } from './api'
import { word, type Command } from './command'
import { elapsed, print, printJson, printTable } from './output'

export const runShow: Command = {
  name: 'run show',
  takes: 'ID',
  about: "shows a run's steps, reuse, reasons and metrics",
  async run({ words, json }) {
    const run = await (await openApi()).get<RunView>(`/runs/${encodeURIComponent(word(runShow, words))}`)
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
