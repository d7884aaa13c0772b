import type { RunView } from '@/lib/runs/schema'
import { openApi } from './api'
import { word, type Command } from './command'
import { followRun } from './follow-run'
import { note, print, printJson } from './output'
import { namesFile, pipelineOfFile } from './pipeline-file'

export const pipelineRun: Command = {
  name: 'pipeline run',
  takes: 'FILE.json|ID',
  about: 'runs a pipeline; --wait follows it to its end, --force reuses no results',
  options: { wait: { type: 'boolean' }, force: { type: 'boolean' } },
  async run({ words, values, json }) {
    const target = word(pipelineRun, words)
    const api = await openApi()
    const { id } = namesFile(target) ? await pipelineOfFile(api, target) : { id: target }
    const run = await api.post<RunView>(`/pipelines/${encodeURIComponent(id)}/runs`, values.force ? { force: 'all' } : {})
    // With --json the run alone goes to standard output; people still see it move.
    const say = json ? note : print
    say(`Run ${run.number} of “${run.name}”`)
    const last = values.wait ? await followRun(api, run, say) : run
    if (json) printJson(last)
    else print(summary(last))
    return !values.wait || last.state === 'succeeded' ? 0 : 1
  },
}

function summary(run: RunView): string {
  const metrics = Object.entries(run.metrics).map(([name, value]) => `${name} ${Number(value.toPrecision(6))}`)
  return [`Run ${run.number} ${run.state}`, run.id, ...metrics].join('\n  ')
}
