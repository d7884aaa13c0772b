import { expect, test } from 'vitest'
import { Graph } from '@/lib/graph/schema'
import { rowsOrigin } from '@/lib/results/held-out'

function graph(edges: string[], training = 'learn.train-classifier@1'): Graph {
  const components: Record<string, string> = {
    import: 'data.import@1', clean: 'transform.clean-missing-data@1', apply: 'transform.apply-transformation@1', split: 'transform.split-data@1',
    train: training, score: 'learn.score-model@1', evaluate: 'learn.evaluate-model@1',
  }
  const point = (text: string) => ({ node: text.split('.')[0] as string, port: text.split('.')[1] as string })
  return Graph.parse({
    nodes: Object.entries(components).map(([id, component]) => ({ id, component })),
    edges: edges.map((edge) => ({ from: point(edge.split(' ')[0] as string), to: point(edge.split(' ')[1] as string) })),
  })
}

const tail = ['train.model score.model', 'score.table evaluate.table']

test('the other side of a split is held out', () => {
  expect(rowsOrigin(graph(['import.table split.table', 'split.first train.table', 'split.second score.table', ...tail]), 'evaluate')).toBe('held-out')
})

test.each(['learn.tune-hyperparameters@1', 'learn.try-all@1', 'learn.ensemble@1'])('the model of %s has seen the rows that were searched on', (search) => {
  expect(rowsOrigin(graph(['import.table split.table', 'split.first train.table', 'split.second score.table', ...tail], search), 'evaluate')).toBe('held-out')
  expect(rowsOrigin(graph(['import.table train.table', 'import.table score.table', ...tail], search), 'evaluate')).toBe('trained-on')
})

test('what cleaning learnt on the training side does not make test rows seen', () => {
  const edges = ['import.table split.table', 'split.first clean.table', 'clean.table train.table', 'split.second apply.table', 'clean.transformation apply.transformation', 'apply.table score.table']
  expect(rowsOrigin(graph([...edges, ...tail]), 'evaluate')).toBe('held-out')
})

test('the same side, or no split, was trained on', () => {
  expect(rowsOrigin(graph(['import.table split.table', 'split.first train.table', 'split.first score.table', ...tail]), 'evaluate')).toBe('trained-on')
  expect(rowsOrigin(graph(['import.table train.table', 'import.table score.table', ...tail]), 'evaluate')).toBe('trained-on')
})

test('rows on which a threshold was chosen are not said to be held out', () => {
  const components = { import: 'data.import@1', split: 'transform.split-data@1', rest: 'transform.split-data@1', train: 'learn.train-classifier@1', choose: 'learn.choose-threshold@1', score: 'learn.score-model@1', evaluate: 'learn.evaluate-model@1' }
  const wired = (test: string) =>
    Graph.parse({
      nodes: Object.entries(components).map(([id, component]) => ({ id, component })),
      edges: ['import.table split.table', 'split.first train.table', 'split.second rest.table', 'train.model choose.model', 'rest.first choose.table', 'choose.model score.model', `rest.${test} score.table`, 'score.table evaluate.table'].map((edge) => {
        const [from, to] = edge.split(' ').map((end) => ({ node: end.split('.')[0], port: end.split('.')[1] }))
        return { from, to }
      }),
    })
  expect(rowsOrigin(wired('first'), 'evaluate')).toBe('unknown')
  expect(rowsOrigin(wired('second'), 'evaluate')).toBe('held-out')
})

test('where the graph cannot tell, it does not claim', () => {
  expect(rowsOrigin(graph(['import.table train.table', 'clean.table score.table', ...tail]), 'evaluate')).toBe('unknown')
  expect(rowsOrigin(graph(['import.table evaluate.table']), 'evaluate')).toBe('unknown')
})

test('rows that Cross-validate predicted were each predicted by a model that had not learned from them', () => {
  const nodes = [{ id: 'folds', component: 'learn.cross-validate@1' }, { id: 'evaluate', component: 'learn.evaluate-model@1' }]
  const fed = (port: string) => ({ nodes, edges: [{ from: { node: 'folds', port }, to: { node: 'evaluate', port: 'table' } }] }) as unknown as Graph
  expect(['folds', 'evaluate'].map((node) => rowsOrigin(fed('rows'), node))).toEqual(['out-of-fold', 'out-of-fold'])
  expect(rowsOrigin(fed('folds'), 'evaluate')).toBe('unknown')
})
