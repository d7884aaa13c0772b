import type { EnvironmentView } from '@/lib/environments/schema'
import { openApi } from './api'
import { word, type Command } from './command'
import { followEnvironment, report } from './follow-environment'

export const environmentBuild: Command = {
  name: 'environment build',
  takes: 'NAME[@VERSION]',
  about: 'has every connected agent build an environment; --wait follows it to its end',
  options: { wait: { type: 'boolean' } },
  async run({ words, values, json }) {
    const [name, version] = word(environmentBuild, words).split('@')
    const api = await openApi()
    const asked = await api.post<EnvironmentView>(`/environments/${encodeURIComponent(name!)}/prewarm`, version ? { version: Number(version) } : {})
    const last = values.wait ? await followEnvironment(api, asked, ({ agents }) => !agents.some(({ connected, wanted, state }) => connected && (wanted || state === 'building')), json) : asked
    return report(last, json)
  },
}
