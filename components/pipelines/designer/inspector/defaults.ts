import type { z } from 'zod/mini'
import type { Component } from '@/lib/catalog/types'

const known = new WeakMap<Component, Record<string, unknown>>()

/** What each param is where a step does not say. Shown by the form, never written into the draft. */
export function defaultsOf(component: Component): Record<string, unknown> {
  const found = known.get(component)
  if (found) return found
  const defaults: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(component.params.shape)) {
    const parsed = (schema as z.ZodMiniType).safeParse(undefined)
    if (parsed.success) defaults[name] = parsed.data
  }
  known.set(component, defaults)
  return defaults
}
