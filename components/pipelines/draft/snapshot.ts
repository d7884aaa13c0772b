import * as Y from 'yjs'
import { edgesOf, nodeOrder, nodesOf, readEdges, readNode, type NodeMap } from '@/lib/drafts/document'
import { bookmarksOf, groupsOf, notesOf, readMarks } from '@/lib/drafts/marks'
import { parametersOf, readParameters } from '@/lib/drafts/parameters'
import type { Marks } from '@/lib/graph/marks'
import type { Parameters as Declared } from '@/lib/graph/parameters'
import type { Graph, GraphNode } from '@/lib/graph/schema'

/** A shared type as a transaction names it. */
type Changed = Parameters<Y.Transaction['changed']['has']>[0]

/**
 * Keeps a graph beside the document and re-reads only what a transaction touched: an untouched step is the same object
 * as before, so that its card is not drawn again. Calls `publish` once a transaction.
 */
export function followDocument(doc: Y.Doc, publish: (graph: Graph) => void): () => void {
  const nodes = nodesOf(doc)
  const known = new Map<string, GraphNode>()
  let order: string[] = []
  let edges: Graph['edges'] = []
  let marks: Marks = {}
  let parameters: Declared = {}
  const marksOf = [notesOf(doc), groupsOf(doc), bookmarksOf(doc)] as unknown as Changed[]

  const readAll = () => {
    known.clear()
    order = nodeOrder(doc)
    for (const id of order) remember(id)
    edges = readEdges(doc, [...known.keys()])
    marks = readMarks(doc, new Set(known.keys()))
    parameters = readParameters(doc)
  }
  const remember = (id: string) => {
    const node = readNode(id, nodes.get(id))
    if (node) known.set(id, node)
    else known.delete(id)
  }
  const current = (): Graph => ({ nodes: order.flatMap((id) => known.get(id) ?? []), edges, ...marks, ...parameters })

  const onTransaction = (transaction: Y.Transaction) => {
    const touched = touchedNodes(transaction, nodes)
    const edgesTouched = transaction.changed.has(edgesOf(doc) as unknown as Changed)
    const marksTouched = [...transaction.changed.keys()].some((type) => marksOf.some((root) => isWithin(type, root)))
    const parametersTouched = transaction.changed.has(parametersOf(doc) as unknown as Changed)
    if (touched.size === 0 && !edgesTouched && !marksTouched && !parametersTouched) return
    const before = known.size
    const strangers = [...touched].some((id) => !known.has(id))
    for (const id of touched) remember(id)
    const membership = strangers || known.size !== before
    if (membership) order = nodeOrder(doc)
    if (membership || edgesTouched) edges = readEdges(doc, order.filter((id) => known.has(id)))
    if (membership || marksTouched) marks = keepEqual(readMarks(doc, new Set(known.keys())), marks)
    if (parametersTouched) parameters = readParameters(doc)
    publish(current())
  }
  readAll()
  publish(current())
  doc.on('afterTransaction', onTransaction)
  return () => doc.off('afterTransaction', onTransaction)
}

function touchedNodes(transaction: Y.Transaction, nodes: Y.Map<NodeMap>): Set<string> {
  const ids = new Set<string>()
  for (const [type, keys] of transaction.changed) {
    if ((type as unknown) === nodes) {
      for (const key of keys) if (key !== null) ids.add(key)
      continue
    }
    const id = nodeIdOf(type, nodes)
    if (id !== undefined) ids.add(id)
  }
  return ids
}

/** The step that a nested map belongs to. */
function nodeIdOf(type: Changed, nodes: Y.Map<NodeMap>): string | undefined {
  let item = type._item
  while (item) {
    if ((item.parent as unknown) === nodes) return item.parentSub ?? undefined
    item = (item.parent as Changed | null)?._item ?? null
  }
  return undefined
}

function isWithin(type: Changed, root: Changed): boolean {
  for (let at: Changed | null = type; at; at = (at._item?.parent as Changed | null | undefined) ?? null) if (at === root) return true
  return false
}

/** Takes over the notes and groups known before where they say the same, so that only changed ones are drawn again. */
function keepEqual(marks: Marks, before: Marks): Marks {
  const same = <T extends { id: string }>(now: T[] | undefined, then: T[] | undefined) => now?.map((mark) => (then ?? []).find((old) => old.id === mark.id && JSON.stringify(old) === JSON.stringify(mark)) ?? mark)
  const notes = same(marks.notes, before.notes)
  const groups = same(marks.groups, before.groups)
  return { ...marks, ...(notes && { notes }), ...(groups && { groups }) }
}
