import type { JoinToken } from '@/lib/compute/join'
import { openApi } from './api'
import type { Command } from './command'
import { launcherState } from './host'
import { moment, note, print, printJson } from './output'

export const agentAdd: Command = {
  name: 'agent add',
  about: 'prints the line that makes a machine an agent; it works once, within the hour',
  async run({ json }) {
    const api = await openApi()
    const url = process.env.ATELIER_URL ? api.url : (launcherState()?.url ?? api.url)
    const join = await api.post<JoinToken>('/agents/join-tokens', {})
    const command = `curl -fsS ${url}/agent.mjs -o atelier-agent.mjs && node atelier-agent.mjs --url ${url} --join ${join.token}`
    if (json) printJson({ ...join, url, command })
    else {
      print(command)
      note(`Until ${moment(join.expiresAt)}, on a machine with Node 20 or newer that reaches ${url}.`)
    }
    return 0
  },
}
