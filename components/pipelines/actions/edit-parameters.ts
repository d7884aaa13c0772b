import * as Y from 'yjs'
import type { Doc } from 'yjs'
import { nodesOf } from '@/lib/drafts/document'
import { orderOf, parametersOf, putParameter } from '@/lib/drafts/parameters'
import { ParameterName } from '@/lib/graph/parameter-schema'
import { mapTies, tiesOf, valueOf, valuesOf, type PipelineParameter, type Tie } from '@/lib/graph/parameters'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'

const listOf = (draft: Draft): PipelineParameter[] => draft.graph.get().parameters ?? []

/** Declares a parameter; `then` may use it at once, and is undone together with it. */
export function declareParameter(draft: Draft, parameter: PipelineParameter, then?: () => void): void {
  draft.change(`add the parameter “${parameter.name}”`, (doc) => {
    putParameter(doc, parameter)
    then?.()
  })
}

/** Changes type, default, choices or help; the name stays. What is typed within a second of the last key is one undo. */
export function changeParameter(draft: Draft, parameter: PipelineParameter, { typing = false } = {}): void {
  const known = listOf(draft).find((other) => other.name === parameter.name)
  if (!known || JSON.stringify(known) === JSON.stringify(parameter)) return
  draft.change(`change the parameter “${parameter.name}”`, (doc) => putParameter(doc, parameter), { group: typing ? `parameter ${parameter.name}` : undefined })
}

/** Gives a parameter another name, also in every tie. The answer says why it was refused. */
export function renameParameter(draft: Draft, from: string, to: string): string | undefined {
  const name = to.trim()
  if (name === from) return undefined
  const parsed = ParameterName.safeParse(name)
  if (!parsed.success) return parsed.error.issues[0]!.message
  if (listOf(draft).some((other) => other.name === name)) return `There is a parameter “${name}” already`
  const parameter = listOf(draft).find((other) => other.name === from)
  if (!parameter) return undefined
  draft.change(`rename the parameter “${from}”`, (doc) => {
    const order = orderOf(parametersOf(doc).get(from))
    parametersOf(doc).delete(from)
    putParameter(doc, { ...parameter, name }, order)
    replaceTies(doc, draft.graph.get(), from, (tie) => ({ ...tie, $parameter: name }))
  })
  return undefined
}

/** Removes a parameter; what was tied to it keeps the default's value. */
export function removeParameter(draft: Draft, name: string): void {
  const graph = draft.graph.get()
  const values = valuesOf(graph)
  draft.change(`remove the parameter “${name}”`, (doc) => {
    parametersOf(doc).delete(name)
    replaceTies(doc, graph, name, (tie) => valueOf(tie, values))
  })
}

function replaceTies(doc: Doc, graph: Graph, name: string, change: (tie: Tie) => unknown): void {
  for (const node of graph.nodes) {
    const keys = new Set(tiesOf(node.params).filter(({ tie }) => tie.$parameter === name).map(({ path }) => String(path[0])))
    const params = nodesOf(doc).get(node.id)?.get('params')
    if (keys.size === 0 || !(params instanceof Y.Map)) continue
    for (const key of keys) params.set(key, mapTies(node.params[key], (tie) => (tie.$parameter === name ? change(tie) : tie)))
  }
}
