import type { AgentView, ComputeView } from '@/lib/compute/schema'
import { openApi } from './api'
import type { Command } from './command'
import { moment, print, printJson, printTable } from './output'

export const agentList: Command = {
  name: 'agent list',
  about: 'lists the agents, what they do and what they have',
  async run({ json }) {
    const answer = await (await openApi()).get<ComputeView>('/agents')
    if (json) printJson(answer)
    else if (answer.agents.length === 0) print('There is no agent yet: bin/atelier agent add shows how to add one.')
    else printTable(['ID', 'NAME', 'STATE', 'RUNS', 'CPUS', 'MEMORY', 'GPUS', 'TAGS', 'SEEN', 'NOTE'], answer.agents.map(row))
    return 0
  },
}

function row({ id, name, state, running, capabilities, seenAt, note, pausedUntil }: AgentView): string[] {
  const has = capabilities ? [`${running.length} of ${capabilities.slots}`, String(capabilities.cpus), `${(capabilities.memoryMb / 1000).toFixed(1)} GB`, String(capabilities.gpus.length), capabilities.tags.join(',')] : ['', '', '', '', '']
  return [id, name, state, ...has, moment(seenAt), [note, pausedUntil && `until ${moment(pausedUntil)}`].filter(Boolean).join(', ')]
}
