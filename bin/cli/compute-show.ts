import type { NodeView, TargetNodes, TargetView } from '@/lib/clusters/schema'
import { openApi } from './api'
import { word, type Command } from './command'
import { moment, print, printJson, printTable } from './output'

export const computeShow: Command = {
  name: 'compute show',
  takes: 'NAME',
  about: 'shows a cluster and its nodes, also those that have ended lately, with why',
  async run({ words, json }) {
    const path = `/compute/${encodeURIComponent(word(computeShow, words))}`
    const api = await openApi()
    const [target, { nodes }] = await Promise.all([api.get<TargetView>(path), api.get<TargetNodes>(`${path}/nodes`)])
    if (json) printJson({ target, nodes })
    else {
      print(`${target.name} (${target.engine}): ${target.state}, ${target.live} of ${target.minNodes} to ${target.maxNodes} nodes live, ${target.busy} busy; ${target.running} steps running, ${target.waiting} waiting`)
      if (target.problem) print(target.problem)
      if (nodes.length > 0) printTable(['NODE', 'STATE', 'RUNS', 'WHERE', 'STARTED', 'WHY'], nodes.map(row))
    }
    return 0
  },
}

function row({ id, agent, state, running, place, createdAt, reason }: NodeView): string[] {
  return [agent?.name ?? id.slice(0, 6), state, String(running.length), place, moment(createdAt), reason]
}
