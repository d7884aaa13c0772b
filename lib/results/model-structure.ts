import * as z from 'zod/mini'
import { formatNumber } from './format'

const Finite = z.nullable(z.number())

/** A column as the algorithm sees it: a number, true or false (0 or 1), or one category of a text; null stands for all rare ones. */
export const ModelColumn = z.object({ name: z.string(), feature: z.string(), kind: z.enum(['number', 'boolean', 'category']), category: z.nullable(z.string()) })
export type ModelColumn = z.infer<typeof ModelColumn>

/** Parallel lists, level by level; −1 is no column and no child. `hidden`: nodes below that the file leaves out. */
export const Tree = z.object({
  column: z.array(z.number().check(z.int())),
  threshold: z.array(Finite),
  left: z.array(z.number().check(z.int())),
  right: z.array(z.number().check(z.int())),
  rows: z.array(z.number().check(z.int())),
  impurity: z.array(Finite),
  /** Of classes their shares, of numbers the mean. */
  value: z.array(z.array(Finite)),
  hidden: z.array(z.number().check(z.int())),
})
export type Tree = z.infer<typeof Tree>

/** The output beside a model that no component declares: the studio reads it with the model, and no wire can take it. */
export const STRUCTURE_PORT = 'structure'

const Linear = z.object({
  kind: z.literal('linear'),
  columns: z.array(z.extend(ModelColumn, { scale: z.nullable(z.number()) })),
  classes: z.nullable(z.array(z.string())),
  /** One list a class; of two classes and of numbers only one. */
  coefficients: z.array(z.array(Finite)),
  intercepts: z.array(Finite),
})

/** What can be drawn of a model, as JSON compressed by zlib. */
export const ModelStructure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trees'), columns: z.array(ModelColumn), classes: z.nullable(z.array(z.string())), trees: z.array(Tree).check(z.minLength(1)) }),
  Linear,
])
export type ModelStructure = z.infer<typeof ModelStructure>

/** What the studio answers: one tree at a time. */
export const StructureView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('tree'), columns: z.array(ModelColumn), classes: z.nullable(z.array(z.string())), tree: Tree, index: z.number().check(z.int()), count: z.number().check(z.int()) }),
  Linear,
])
export type StructureView = z.infer<typeof StructureView>

/** The condition under which a row goes left: `mass ≤ 4,200`, `island is not Biscoe`. */
export function ruleOf(columns: readonly ModelColumn[], column: number, threshold: number | null): string {
  const found = columns[column]
  if (!found) return ''
  if (found.kind === 'category') return `${found.feature} is not ${found.category === null ? 'a rare value' : found.category === '' ? 'empty' : found.category === 'None' ? 'missing' : found.category}`
  if (found.kind === 'boolean') return `${found.name} is false`
  return `${found.name} ≤ ${formatNumber(threshold)}`
}

/** A column's name in a list of coefficients: `mass`, `island = Biscoe`. */
export function termName(column: ModelColumn): string {
  return column.kind === 'category' ? `${column.feature} = ${column.category === null ? 'rare values' : column.category === 'None' ? 'missing' : column.category}` : column.name
}

/** Of a class its name and share, of a number the mean. */
export function nodeValue(value: readonly (number | null)[], classes: readonly string[] | null): { text: string; share: number | null } {
  if (!classes) return { text: formatNumber(value[0]), share: null }
  const best = value.reduce<number>((at, share, index) => ((share ?? 0) > (value[at] ?? 0) ? index : at), 0)
  return { text: classes[best] ?? '', share: value[best] ?? 0 }
}

export interface TreeNode {
  index: number
  depth: number
  /** In columns of leaves from the left; a parent stands over the middle of its children. */
  across: number
  parent: number | null
  /** Whether it is where the parent's rule holds. */
  holds: boolean
  /** Nodes below that are not drawn: folded here, or left out of the file. */
  below: number
}

/** Places of the nodes that are open: down to `depth`, and below each of `opened`. */
export function layoutTree(tree: Tree, depth: number, opened: ReadonlySet<number>): { nodes: TreeNode[]; width: number; depth: number } {
  const nodes: TreeNode[] = []
  let [next, deepest] = [0, 0]
  const place = (index: number, level: number, room: number, parent: number | null, holds: boolean): number => {
    deepest = Math.max(deepest, level)
    const [left, right] = [tree.left[index]!, tree.right[index]!]
    const more = opened.has(index) ? 2 : room
    const node: TreeNode = { index, depth: level, across: 0, parent, holds, below: 0 }
    nodes.push(node)
    if (left < 0 || right < 0 || more <= 0) {
      node.below = left < 0 || right < 0 ? tree.hidden[index]! : countBelow(tree, index)
      node.across = next++
    } else node.across = (place(left, level + 1, more - 1, index, true) + place(right, level + 1, more - 1, index, false)) / 2
    return node.across
  }
  if (tree.left.length > 0) place(0, 0, depth, null, true)
  return { nodes, width: next, depth: deepest }
}

function countBelow(tree: Tree, index: number): number {
  let count = 0
  const queue = [index]
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!
    count += tree.hidden[node]!
    for (const child of [tree.left[node]!, tree.right[node]!]) if (child >= 0) (count++, queue.push(child))
  }
  return count
}
