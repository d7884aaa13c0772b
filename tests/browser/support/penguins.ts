import type { Graph } from '@/lib/graph/schema'

/** Penguins → drop incomplete rows → split → train → score → evaluate, as the sample has it. `trees` makes runs differ. */
export function penguins({ seed = 42, trees = 20, depth = 4 } = {}): Graph {
  const node = (id: string, component: string, name: string, params: Record<string, unknown>, x: number, y: number) => ({ id, component, name, params, note: '', position: { x, y } })
  const edge = (from: string, to: string) => {
    const [a, b] = [from.split('.'), to.split('.')]
    return { from: { node: a[0]!, port: a[1]! }, to: { node: b[0]!, port: b[1]! } }
  }
  return {
    nodes: [
      node('penguins', 'data.import@1', 'Penguins', { asset: { name: 'penguins', version: 'latest' } }, 320, 0),
      node('clean', 'transform.clean-missing-data@1', 'Drop incomplete rows', { method: 'drop-rows', when: 'any' }, 320, 140),
      node('split', 'transform.split-data@1', 'Training and test', { share: 0.75, method: 'stratified', stratify: 'Species', seed }, 320, 280),
      node('train', 'learn.train-classifier@1', 'Train', { target: 'Species', algorithm: 'random_forest', n_estimators: trees, max_depth: depth, seed }, 140, 420),
      node('score', 'learn.score-model@1', 'Score', {}, 320, 560),
      node('evaluate', 'learn.evaluate-model@1', 'Evaluate', { target: 'Species' }, 320, 700),
    ],
    edges: [
      edge('penguins.table', 'clean.table'),
      edge('clean.table', 'split.table'),
      edge('split.first', 'train.table'),
      edge('train.model', 'score.model'),
      edge('split.second', 'score.table'),
      edge('score.table', 'evaluate.table'),
    ],
  }
}
