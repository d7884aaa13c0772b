import type { AssetSummary } from '@/lib/data/schema'
import { openApi } from './api'
import type { Command } from './command'
import { moment, print, printJson, printTable } from './output'

export const dataList: Command = {
  name: 'data list',
  about: "lists the workspace's data assets",
  async run({ json }) {
    const answer = await (await openApi()).get<{ assets: AssetSummary[] }>('/data')
    if (json) printJson(answer)
    else if (answer.assets.length === 0) print('There is no data yet.')
    else printTable(['NAME', 'VERSION', 'STATE', 'ROWS', 'COLUMNS', 'CHANGED'], answer.assets.map(row))
    return 0
  },
}

function row({ name, latest, updatedAt }: AssetSummary): string[] {
  return [name, String(latest.version), latest.state, String(latest.rows ?? ''), String(latest.columns?.length ?? ''), moment(updatedAt)]
}
