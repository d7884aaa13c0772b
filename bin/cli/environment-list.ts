import type { EnvironmentSummary } from '@/lib/environments/schema'
import { openApi } from './api'
import type { Command } from './command'
import { moment, print, printJson, printTable } from './output'

export const environmentList: Command = {
  name: 'environment list',
  about: 'lists the Python environments and where they are built',
  async run({ json }) {
    const answer = await (await openApi()).get<{ environments: EnvironmentSummary[] }>('/environments')
    if (json) printJson(answer)
    else printTable(['NAME', 'STATE', 'PACKAGES', 'AGENTS', 'LAST USE'], answer.environments.filter(({ archived }) => !archived).map(row))
    if (!json) for (const { name, message } of answer.environments) if (message) print(`${name}: ${message}`)
    return 0
  },
}

function row({ name, version, stage, packages, agents, usedAt }: EnvironmentSummary): string[] {
  const on = agents.filter(({ state }) => state !== 'absent').map(({ agent, state, done, total }) => `${agent} ${state}${state === 'building' && total > 0 ? ` ${done}/${total}` : ''}`)
  return [`${name}@${version}`, stage, String(packages || ''), on.join(', '), moment(usedAt)]
}
