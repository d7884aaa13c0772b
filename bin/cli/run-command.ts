import type { RunCommandInput } from '@/lib/commands/input'
import type { StartedCommand } from '@/lib/commands/start'
import type { RunView } from '@/lib/runs/schema'
import { openApi } from './api'
import { formWithCode } from './code-files'
import { list, text, usage, word, type Command } from './command'
import { followRun } from './follow-run'
import { note, print, printJson } from './output'

export const runCommand: Command = {
  name: 'run command',
  takes: '"COMMAND"',
  about: 'runs a command with a snapshot of the folder or file that --code names, as a run of --experiment; {name} in it stands for a --param; --wait follows it to its end',
  options: { code: { type: 'string' }, param: { type: 'string', multiple: true }, experiment: { type: 'string' }, name: { type: 'string' }, environment: { type: 'string' }, target: { type: 'string' }, wait: { type: 'boolean' } },
  async run({ words, values, json }) {
    const command = word(runCommand, words)
    const api = await openApi()
    const input: RunCommandInput = {
      command,
      experiment: text(values, 'experiment'),
      name: text(values, 'name'),
      environment: text(values, 'environment'),
      parameters: list(values, 'param').map(parameter),
      ...(text(values, 'target') && { compute: { target: text(values, 'target') } }),
    }
    const form = await formWithCode(input, text(values, 'code'))
    const started = await api.send<StartedCommand>('/commands', { method: 'POST', body: form })
    const say = json ? note : print
    say(`Run ${started.runNumber}, in its experiment ${started.id}`)
    if (!values.wait) {
      if (json) printJson(started)
      return 0
    }
    const last = await followRun(api, await api.get<RunView>(`/runs/${started.runId}`), say)
    if (json) printJson({ ...started, state: last.state })
    return last.state === 'succeeded' ? 0 : 1
  },
}

function parameter(pair: string) {
  const at = pair.indexOf('=')
  if (at < 1) throw usage(runCommand, `--param ${pair} is not NAME=VALUE`)
  const value = pair.slice(at + 1)
  return { name: pair.slice(0, at), value: value !== '' && String(Number(value)) === value ? Number(value) : value }
}
