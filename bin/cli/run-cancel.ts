import type { RunView } from '@/lib/runs/schema'
import { openApi } from './api'
import { word, type Command } from './command'
import { print, printJson } from './output'

export const runCancel: Command = {
  name: 'run cancel',
  takes: 'ID',
  about: 'asks a run to stop: its programs are ended and its open steps cancelled',
  async run({ words, json }) {
    const id = word(runCancel, words)
    const api = await openApi()
    await api.post(`/runs/${encodeURIComponent(id)}/cancel`, {})
    const run = await api.get<RunView>(`/runs/${encodeURIComponent(id)}`)
    if (json) printJson(run)
    else print(`Run ${run.number}: ${run.state === 'cancelled' ? 'cancelled' : 'stopping'}`)
    return 0
  },
}
