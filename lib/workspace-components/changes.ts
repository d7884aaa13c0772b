import { diff, type Change } from '@/lib/graph/diff'
import type { Declaration } from './schema'

type Named = { name: string; label: string }

/** What is different in a component's declaration, one readable line a change; the steps inside as for pipelines. */
export function declarationChanges(a: Declaration, b: Declaration): Change[] {
  const changes: Change[] = []
  const say = (kind: Change['kind'], text: string) => changes.push({ kind, node: '', text })
  if (a.name !== b.name) say('changed', `Name: ${a.name} → ${b.name}`)
  if (a.summary !== b.summary) say('changed', `What it does: ${a.summary || 'nothing'} → ${b.summary || 'nothing'}`)
  for (const [what, before, after] of [['input', a.inputs, b.inputs], ['output', a.outputs, b.outputs], ['parameter', a.params, b.params]] as [string, Named[], Named[]][]) {
    for (const item of after) {
      const old = before.find((other) => other.name === item.name)
      if (!old) say('added', `Added the ${what} ${item.name}`)
      else if (JSON.stringify(sorted(old)) !== JSON.stringify(sorted(item))) say('changed', `The ${what} ${item.name}: ${fields(old, item)}`)
    }
    for (const item of before) if (!after.some((other) => other.name === item.name)) say('removed', `Removed the ${what} ${item.name}`)
  }
  if (a.kind === 'python' && b.kind === 'python' && a.environment !== b.environment) say('changed', `Environment: ${a.environment} → ${b.environment}`)
  if (a.kind === 'sub-pipeline' && b.kind === 'sub-pipeline') changes.push(...diff(a.graph, b.graph))
  return changes
}

const sorted = (item: object) => Object.entries(item).sort(([x], [y]) => (x < y ? -1 : 1))

/** `default 1 → 2, label changed` */
function fields(a: object, b: object): string {
  const [before, after] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => `${key} ${short(before[key])} → ${short(after[key])}`)
    .join(', ')
}

function short(value: unknown): string {
  if (value === undefined || value === '') return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
