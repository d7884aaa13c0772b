import { formatCount, formatNumber, formatPercent } from '@/lib/results/format'
import { layoutTree, nodeValue, ruleOf, type StructureView } from '@/lib/results/model-structure'
import { styleOf } from './series'
import type { Fact, Frame } from './spec'

type Drawn = Extract<StructureView, { kind: 'tree' }>

export const treeNode = { width: 168, height: 66, across: 180, down: 104 }

export interface TreeSpec extends Frame {
  nodes: {
    index: number
    x: number
    y: number
    rule: string | null
    value: string
    /** Of its class, 0 to 1; null for numbers. */
    share: number | null
    colour: string
    rows: string
    /** Nodes that can be opened or are not in the file. */
    below: number
    canOpen: boolean
    facts: Fact[]
  }[]
  edges: { from: { x: number; y: number }; to: { x: number; y: number }; word: string; weight: number }[]
  width: number
  height: number
}

/** A tree down to a depth, with what was opened below it. Left is where the rule holds. */
export function prepareTree(view: Drawn, target: string, depth: number, opened: ReadonlySet<number>): TreeSpec {
  const { tree, classes, columns } = view
  const { nodes, width, depth: deepest } = layoutTree(tree, depth, opened)
  const all = tree.rows[0] ?? 0
  const at = new Map(nodes.map((node) => [node.index, { x: node.across * treeNode.across, y: node.depth * treeNode.down }]))
  const words = (index: number) => (tree.column[index]! < 0 ? null : ruleOf(columns, tree.column[index]!, tree.threshold[index]!))
  const hidden = nodes.reduce((sum, node) => sum + node.below, 0)
  const which = view.count > 1 ? `Tree ${view.index + 1} of ${formatCount(view.count)}` : 'Decision tree'
  return {
    title: which,
    subtitle: `How ${target} is found: where a rule holds a row goes left${hidden > 0 ? `; ${formatCount(hidden)} nodes are folded` : ''}`,
    description: `${which} for ${target}, ${formatCount(nodes.length)} nodes drawn. Root: ${words(0) ?? 'a leaf'}.`,
    fileName: `${target}-tree-${view.index + 1}`,
    nodes: nodes.map((node) => {
      const value = nodeValue(tree.value[node.index]!, classes)
      const rule = words(node.index)
      return {
        index: node.index,
        ...at.get(node.index)!,
        rule,
        value: value.share === null ? value.text : `${value.text} ${formatPercent(value.share)}`,
        share: value.share,
        colour: classes ? styleOf(value.text, classes).colour : 'var(--series-1)',
        rows: `${formatCount(tree.rows[node.index]!)} ${tree.rows[node.index] === 1 ? 'row' : 'rows'}`,
        below: node.below,
        canOpen: node.below > 0 && tree.left[node.index]! >= 0,
        facts: [
          ...(rule ? [{ label: 'Rule', value: rule }] : []),
          { label: 'Rows', value: `${formatCount(tree.rows[node.index]!)}, ${formatPercent(all > 0 ? tree.rows[node.index]! / all : null)}` },
          ...(classes ? tree.value[node.index]!.map((share, index) => ({ label: classes[index] ?? '', value: formatPercent(share) })).slice(0, 8) : [{ label: `Mean ${target}`, value: value.text }]),
          { label: 'Impurity', value: formatNumber(tree.impurity[node.index]) },
        ],
      }
    }),
    edges: nodes.flatMap((node) => (node.parent === null ? [] : [{ from: at.get(node.parent)!, to: at.get(node.index)!, word: node.holds ? 'yes' : 'no', weight: all > 0 ? tree.rows[node.index]! / all : 0 }])),
    width: Math.max(0, width - 1) * treeNode.across + treeNode.width,
    height: deepest * treeNode.down + treeNode.height + 16,
    table: {
      columns: [{ label: 'Node', numeric: true }, { label: 'Rule', numeric: false }, { label: 'Where it holds', numeric: true }, { label: 'Where not', numeric: true }, { label: 'Rows', numeric: true }, { label: classes ? 'Class' : 'Mean', numeric: !classes }, ...(classes ? [{ label: 'Share', numeric: true }] : [])],
      rows: tree.rows.map((rows, index) => {
        const value = nodeValue(tree.value[index]!, classes)
        const child = (place: number) => (place < 0 ? null : place + 1)
        return [index + 1, words(index), child(tree.left[index]!), child(tree.right[index]!), rows, classes ? value.text : (tree.value[index]![0] ?? null), ...(classes ? [value.share] : [])]
      }),
    },
    empty: tree.rows.length === 0 ? 'The tree is empty.' : null,
  }
}
