import type { Lacking } from '@/db/queries/settle'
import { findComponent } from '@/lib/catalog'
import { codeIn } from '@/lib/protocol/python-code'
import { isItemPort } from './each-state'

export interface ReadyStep {
  component: string
  params: Record<string, unknown>
  /** By input port, what has come. */
  inputs: Record<string, string>
  lacking: Lacking[]
}

/**
 * Why a step whose sources are all done is not run, in words; undefined where it is run. Nothing comes from a branch that
 * was not taken: a step goes without an optional input, but not without one that it needs, and not without all of them.
 */
export function skipReason({ component, params, inputs, lacking }: ReadyStep): string | undefined {
  if (lacking.length === 0) return undefined
  const ports: readonly { name: string; optional?: boolean }[] = findComponent(component)?.inputs ?? codeIn(params)?.inputs ?? []
  // A For each goes without a pass that gave nothing.
  const needed = lacking.find(({ port }) => !isItemPort(port) && !ports.find((other) => other.name === port)?.optional)
  const cause = needed ?? (Object.keys(inputs).length === 0 ? lacking[0] : undefined)
  return cause && words(cause)
}

function words({ name, component, output, state, message, found }: Lacking): string {
  // One cause goes down the whole branch in the same words.
  if (state === 'skipped' && message) return message
  const label = findComponent(component)?.outputs.find((port) => port.name === output)?.label ?? output
  return `Skipped: “${name}” gave nothing at “${label}”${found ? ` (${found})` : ''}`
}
