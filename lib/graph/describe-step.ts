import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import { parseParams } from '@/lib/catalog/params'
import { resolveParams, type ParameterValues } from './parameters'
import type { GraphNode } from './schema'

/** A step's one line; where its params are not usable yet, what its component is for. */
export function describeStep({ component: ref, params }: Pick<GraphNode, 'component' | 'params'>, values: ParameterValues, catalogue: Catalogue = builtIn): string {
  const component = catalogue.find(ref)
  if (!component) return `There is no component “${ref}”`
  if (component.pending) return component.summary
  const parsed = parseParams(component, resolveParams(params, values, { drop: true }))
  return parsed.ok ? component.describe(parsed.params) : component.summary
}
