import type { LogLine } from '@/lib/runs/schema'
import { openApi } from './api'
import { text, word, type Command } from './command'
import { print, printJson } from './output'

export const runLogs: Command = {
  name: 'run logs',
  takes: 'ID',
  about: "prints a run's log lines in order",
  options: { node: { type: 'string' }, search: { type: 'string' } },
  async run({ words, values, json }) {
    const id = word(runLogs, words)
    const api = await openApi()
    const lines: LogLine[] = []
    for (let after: string | null = null; ; ) {
      const page: { lines: LogLine[]; next: string | null } = await api.get(`/runs/${encodeURIComponent(id)}/logs?${query(values, after)}`)
      if (page.lines.length === 0 || page.next === after) break
      if (json) lines.push(...page.lines)
      else for (const line of page.lines) print(`${line.node} ${line.stream === 'stdout' ? '' : `[${line.stream}] `}${line.text.replace(/\n$/, '')}`)
      after = page.next
    }
    if (json) printJson({ lines })
    return 0
  },
}

function query(values: Parameters<typeof text>[0], after: string | null): URLSearchParams {
  const given = { node: text(values, 'node'), search: text(values, 'search'), after: after ?? undefined }
  return new URLSearchParams(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
