import type { TargetList, TargetView } from '@/lib/clusters/schema'
import { openApi } from './api'
import type { Command } from './command'
import { print, printJson, printTable } from './output'

export const computeList: Command = {
  name: 'compute list',
  about: 'lists the clusters, their nodes and what waits for them',
  async run({ json }) {
    const { targets } = await (await openApi()).get<TargetList>('/compute')
    if (json) printJson({ targets })
    else if (targets.length === 0) print('There is no cluster yet: bin/atelier compute create adds one; bin/atelier agent list shows the agents.')
    else printTable(['NAME', 'ENGINE', 'STATE', 'NODES', 'LIVE', 'BUSY', 'RUNNING', 'WAITING', 'PROBLEM'], targets.map(row))
    return 0
  },
}

function row({ name, engine, state, minNodes, maxNodes, live, busy, running, waiting, problem }: TargetView): string[] {
  return [name, engine, state, `${minNodes}-${maxNodes}`, String(live), String(busy), String(running), String(waiting), problem]
}
