import { findComponent } from '@/lib/catalog'
import type { KeyParts } from '@/db/schema'
import { codeKey } from '@/lib/protocol/python-code'
import { canonicalJson, keyParams } from './cache-key'

export interface MissInput {
  parts: KeyParts
  /** The latest step of the same pipeline and node that succeeded, if there is one. */
  previous: { parts: KeyParts | null; params: Record<string, unknown> } | null
  deterministic: boolean
  forced: boolean
}

/** Why a step is computed and not reused: which parts of its key changed since it last succeeded, in words. */
export function explainMiss({ parts, previous, deterministic, forced }: MissInput): string {
  if (!deterministic) {
    const varies = findComponent(parts.component)?.deterministic === false
    return varies ? 'not reused: equal inputs may give different results here' : 'not reused: reuse is switched off for this step'
  }
  if (forced) return 'forced: computed anew as asked'
  if (!previous?.parts) return 'first run of this step'
  const changes = changedParts(parts, previous.parts)
  if (changes.length === 0) return 'the earlier result is no longer stored'
  const shown = changes.slice(0, 4).join(', ')
  return changes.length > 4 ? `${shown} and ${changes.length - 4} more` : shown
}

/** Each difference between two keys as a phrase. */
export function changedParts(now: KeyParts, before: KeyParts): string[] {
  const changes: string[] = []
  if (now.component !== before.component) changes.push(componentChange(before.component, now.component))
  changes.push(...paramChanges(now.params, before.params))
  for (const port of union(now.inputs, before.inputs)) {
    const name = inputLabel(now.component, port)
    if (now.inputs[port] === before.inputs[port]) continue
    if (before.inputs[port] === undefined) changes.push(`input ${name} connected`)
    else if (now.inputs[port] === undefined) changes.push(`input ${name} disconnected`)
    else changes.push(`input ${name} changed`)
  }
  if (now.environment !== before.environment) changes.push('environment changed')
  return changes
}

function componentChange(before: string, now: string): string {
  const [oldId, oldVersion] = before.split('@')
  const [newId, newVersion] = now.split('@')
  return oldId === newId ? `component version ${oldVersion} → ${newVersion}` : `component ${oldId} → ${newId}`
}

function paramChanges(now: Record<string, unknown>, before: Record<string, unknown>): string[] {
  const [newKey, oldKey] = [keyParams(now), keyParams(before)]
  const changes: string[] = []
  for (const name of union(newKey, oldKey)) {
    // What the studio says of the passes of a For each is told by its inputs.
    if (name === '@items' || name === '@part' || name === '@value') continue
    if (canonicalJson(newKey[name]) === canonicalJson(oldKey[name])) continue
    if (name === codeKey) changes.push('its Python changed')
    else if (name === 'asset') changes.push(`data asset ${show(before.asset)} → ${show(now.asset)}`)
    else changes.push(`parameter ${name} changed ${show(before[name])} → ${show(now[name])}`)
  }
  return changes
}

function inputLabel(component: string, port: string): string {
  return findComponent(component)?.inputs.find((input) => input.name === port)?.name ?? port
}

/** A value short enough for one line. */
function show(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (typeof value === 'object' && 'name' in value && 'version' in value) return `${String(value.name)}:${String(value.version)}`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

const union = (a: object, b: object) => [...new Set([...Object.keys(a), ...Object.keys(b)])]
