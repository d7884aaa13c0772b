import type { RunView } from '@/lib/runs/schema'
import { openApi } from './api'
import { list, text, usage, word, type Command } from './command'
import { followRun } from './follow-run'
import { note, print, printJson } from './output'
import { namesFile, pipelineOfFile } from './pipeline-file'

export const pipelineRun: Command = {
  name: 'pipeline run',
  takes: 'FILE.json|ID',
  about: 'runs a pipeline; --wait follows it to its end, --force reuses no results, --param sets a parameter (as often as needed), --target names the cluster that runs it',
  options: { wait: { type: 'boolean' }, force: { type: 'boolean' }, param: { type: 'string', multiple: true }, target: { type: 'string' } },
  async run({ words, values, json }) {
    const target = word(pipelineRun, words)
    const api = await openApi()
    const { id } = namesFile(target) ? await pipelineOfFile(api, target) : { id: target }
    const run = await api.post<RunView>(`/pipelines/${encodeURIComponent(id)}/runs`, { ...(values.force && { force: 'all' }), ...(values.param && { parameters: parametersOf(list(values, 'param')) }), ...(text(values, 'target') && { compute: { target: text(values, 'target') } }) })
    // With --json the run alone goes to standard output; people still see it move.
    const say = json ? note : print
    say(`Run ${run.number} of “${run.name}”`)
    const last = values.wait ? await followRun(api, run, say) : run
    if (json) printJson(last)
    else print(summary(last))
    return !values.wait || last.state === 'succeeded' ? 0 : 1
  },
}

/** `max_depth=5` → `{ max_depth: '5' }`; the studio reads the text as the parameter's type says. */
function parametersOf(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw usage(pipelineRun, `--param ${pair} is not NAME=VALUE`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

function summary(run: RunView): string {
  const metrics = Object.entries(run.metrics).map(([name, value]) => `${name} ${Number(value.toPrecision(6))}`)
  return [`Run ${run.number} ${run.state}`, run.id, ...metrics].join('\n  ')
}
