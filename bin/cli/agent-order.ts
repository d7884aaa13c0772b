import { AppError } from '@/lib/errors'
import type { AgentView } from '@/lib/compute/schema'
import { findAgent } from './agent-find'
import { openApi } from './api'
import { text, word, type Command, type Values } from './command'
import { print, printJson } from './output'

const takes = 'NAME|ID'

export const agentPause = order('pause', 'lets an agent take nothing new; what it runs goes on', { note: { type: 'string' }, for: { type: 'string' } }, (values) => ({
  note: text(values, 'note') ?? '',
  until: until(text(values, 'for')),
}))
export const agentResume = order('resume', 'lets an agent take steps again')
export const agentDrain = order('drain', 'lets an agent finish what it runs, then end')
export const agentStop = order('stop', 'ends an agent now; what it runs is queued again')

export const agentRemove: Command = {
  name: 'agent remove',
  takes,
  about: 'takes an agent off the list and ends its credential',
  async run({ words, json }) {
    const given = word(agentRemove, words)
    const api = await openApi()
    const agent = await findAgent(api, given)
    await api.remove(`/agents/${agent.id}`)
    if (json) printJson({ id: agent.id, name: agent.name, removed: true })
    else print(`${agent.name}: removed`)
    return 0
  },
}

function order(verb: string, about: string, options: Command['options'] = {}, body: (values: Values) => unknown = () => ({})): Command {
  const command: Command = {
    name: `agent ${verb}`,
    takes,
    about,
    options,
    async run({ words, values, json }) {
      const given = word(command, words)
      const sent = body(values)
      const api = await openApi()
      const { id } = await findAgent(api, given)
      const agent = await api.post<AgentView>(`/agents/${id}/${verb}`, sent)
      if (json) printJson(agent)
      else print(`${agent.name}: ${agent.state}`)
      return 0
    },
  }
  return command
}

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `30m`, `2h`, `1d` from now on. @throws AppError `invalid` */
function until(given: string | undefined): string | null {
  if (given === undefined) return null
  const [, count, unit] = /^(\d+)([mhd])$/.exec(given) ?? []
  if (!count || !unit || Number(count) === 0) throw new AppError('invalid', `--for is “${given}”: give a time such as 30m, 2h or 1d.`)
  return new Date(Date.now() + Number(count) * units[unit as keyof typeof units]).toISOString()
}
