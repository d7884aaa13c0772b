// What a change of a large draft costs in the browser's own thread: the columns and problems of 300 steps, worked out anew.
import { build } from 'esbuild'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../start/settings.mjs'

const steps = 300
const columns = Array.from({ length: 40 }, (_, index) => ({ name: `column_${index}`, type: index % 3 === 0 ? 'text' : 'number' }))

export async function rows() {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-columns-'))
  try {
    const outfile = path.join(folder, 'analyze.mjs')
    const contents = `import '@/lib/catalog/everything'\nexport { analyze } from '@/lib/graph/analyze'`
    await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', absWorkingDir: root, tsconfig: path.join(root, 'tsconfig.json'), logLevel: 'warning' })
    const { analyze } = await import(pathToFileURL(outfile).href)
    const options = { asset: () => columns }
    const times = []
    for (let round = 0; round < 30; round++) {
      const graph = pipeline(round)
      const begun = performance.now()
      const { schemas, problems } = analyze(graph, options)
      times.push(performance.now() - begun)
      check(schemas, problems)
    }
    const [median] = times.sort((a, b) => a - b).slice(times.length / 2)
    return [{ work: `columns and problems of ${steps} steps of ${columns.length} columns, nothing remembered, median`, ours: median, limit: 50, unit: 'ms', against: 'own limit' }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Thirty branches of ten steps; the threshold makes each graph another one. */
function pipeline(threshold) {
  const nodes = []
  const edges = []
  const kinds = [
    () => ({ component: 'transform.filter-rows@1', params: { conditions: [{ column: 'column_1', operator: 'more', value: String(threshold) }] } }),
    (index) => ({ component: 'transform.compute-column@1', params: { columns: [{ name: `made_${index}`, expression: `column_1 * ${threshold} + length(column_0)` }] } }),
    () => ({ component: 'transform.select-columns@1', params: { mode: 'drop', columns: ['column_39'] } }),
    () => ({ component: 'transform.clean-missing-data@1', params: { method: 'drop-rows' } }),
    () => ({ component: 'transform.normalize@1', params: { columns: ['column_1', 'column_2'] } }),
  ]
  for (let index = 0; index < steps; index++) {
    const place = index % 10
    // One drop a branch: a column cannot be dropped twice.
    const kind = place === 2 ? kinds[2] : [kinds[0], kinds[1], kinds[3], kinds[4]][place % 4]
    const step = place === 0 ? { component: 'data.import@1', params: { asset: { name: 'wide', version: 'latest' } } } : kind(index)
    nodes.push({ id: `n${index}`, name: '', note: '', position: { x: 0, y: 0 }, ...step })
    if (place > 0) edges.push({ from: { node: `n${index - 1}`, port: 'table' }, to: { node: `n${index}`, port: 'table' } })
  }
  return { nodes, edges }
}

/** A time for work that was not done says nothing. */
function check(schemas, problems) {
  const wrong = problems.find((problem) => problem.severity === 'error')
  if (wrong) throw new Error(`The measured pipeline has an error at ${wrong.node}: ${wrong.message}`)
  const last = schemas[`n${steps - 1}`]?.table
  if (!last || last.length < columns.length - 1) throw new Error(`The last step's columns are not known: ${JSON.stringify(last)}`)
}
