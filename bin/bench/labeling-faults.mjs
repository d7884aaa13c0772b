// Ten thousand edits while requests and answers are lost, sessions end, and the studio is killed: every shape is there in the end.
// The edits go through the queue that the browser uses, at the speed of hands, with a network that fails by a seeded plan.
import { randomBytes, randomUUID } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { bareTasks, database, labelers } from '../measure/labelers.mjs'
import { root } from '../start/settings.mjs'

const edits = Number(process.env.ATELIER_BENCH_EDITS ?? 10_000)
const people = 20

export async function rows(studio) {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-faults-'))
  const sql = await database(studio)
  try {
    const out = path.join(folder, 'queue.mjs')
    await build({ entryPoints: [path.join(root, 'lib/labeling/edits/queue.ts')], bundle: true, format: 'esm', platform: 'node', outfile: out, tsconfig: path.join(root, 'tsconfig.json') })
    const queue = await import(pathToFileURL(out).href)
    const project = await studio.api('/labeling/projects', { name: `Bench faults ${randomUUID().slice(0, 8)}`, kinds: ['box'], labels: [{ name: 'cell' }] })
    await bareTasks(sql, project.id, people)
    const speakers = await labelers(sql, studio, people)
    const random = seeded(7)
    const faults = { requests: 0, cut: 0, swallowed: 0, expired: 0, kills: 0 }
    const run = Promise.all(speakers.map((say) => draw(queue, say, { project, edits: Math.ceil(edits / people), random, faults })))
    const kills = killNow(studio, faults, run)
    const found = await run
    await kills
    const lost = found.reduce((sum, each) => sum + each.lost, 0)
    const wrong = found.reduce((sum, each) => sum + each.wrong, 0)
    return [
      { work: `${edits.toLocaleString('en')} edits in ${faults.requests.toLocaleString('en')} requests under ${faults.cut} cuts, ${faults.swallowed} lost answers, ${faults.expired} ended sessions and ${faults.kills} kills of the studio, shapes lost`, ours: lost, limit: 0, unit: '', against: 'own limit' },
      { work: 'The same, shapes not as last drawn, or drawn twice', ours: wrong, limit: 0, unit: '', against: 'own limit' },
    ]
  } finally {
    await sql.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills the studio's server three times while people draw, as a crash or a lack of memory would; whoever started it starts it again. */
async function killNow(studio, faults, run) {
  let over = false
  void run.catch(() => undefined).finally(() => (over = true))
  for (let at = 0; at < 3; at++) {
    await new Promise((resolve) => setTimeout(resolve, 6000))
    if (over) return
    const server = serverBelow(studio.pid())
    if (!server) throw new Error('The studio’s server is not among the processes that were started')
    process.kill(server, 'SIGKILL')
    faults.kills++
  }
}

function serverBelow(pid) {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1 << 24 }).split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter(Boolean)
  return lines.map(([, own, parent, args]) => ({ own: Number(own), parent: Number(parent), args })).find(({ parent, args }) => parent === pid && args.includes('studio/server.mjs'))?.own
}

/** One person draws, moves and removes boxes; at the end what the studio has is held against what was drawn. */
async function draw({ EditQueue, EditError }, say, { project, edits: count, random, faults }) {
  const claimed = await say('POST', `/labeling/projects/${project.id}/claim`, {})
  const task = claimed.body.claim.task
  const call = async (method, route, body) => {
    faults.requests++
    const fate = random()
    if (fate < 0.05) {
      faults.cut++
      throw new EditError('retry', 'The network is cut')
    }
    if (fate < 0.07) await say.expire()
    const { status, body: answer } = await say(method, route, body).catch(() => {
      throw new EditError('retry', 'The studio did not answer')
    })
    if (fate > 0.95) {
      faults.swallowed++
      throw new EditError('retry', 'The answer was lost')
    }
    if (status === 401) {
      faults.expired++
      throw new EditError('signed-out', answer.error.message)
    }
    if (status === 409) throw new EditError('conflict', answer.error.message)
    if (status >= 400) throw new EditError(status >= 500 || status === 429 || status === 404 ? 'retry' : 'refused', JSON.stringify(answer))
    return answer
  }
  const truth = new Map()
  let state = { kind: 'saved' }
  const signIn = async () => {
    if (state.kind === 'signed-out') await say.signIn()
    queue.retry()
  }
  const queue = new EditQueue({
    task,
    revision: claimed.body.task.revision,
    journal: null,
    transport: {
      send: async ({ revision, operations }) => ({ revision: (await call('POST', `/labeling/tasks/${task}/operations`, { claim: null, base: revision, operations })).revision }),
      load: () => call('GET', `/labeling/tasks/${task}`),
    },
    onState: (next) => (state = next),
    onMerge: () => undefined,
  })
  for (let at = 0; at < count; at++) {
    const known = [...truth.keys()]
    const dice = random()
    if (dice < 0.1 && known.length > 3) {
      const id = known[Math.floor(random() * known.length)]
      const before = truth.get(id)
      truth.delete(id)
      queue.add([{ operation: { id: randomUUID(), kind: 'remove', annotation: id }, before }])
    } else {
      const id = dice < 0.4 && known.length > 0 ? known[Math.floor(random() * known.length)] : `s${randomBytes(6).toString('hex')}`
      const annotation = { id, label: project.labels[0].id, shape: { kind: 'box', x: Math.round(random() * 900), y: Math.round(random() * 700), width: 20, height: 20, angle: 0 }, attributes: {}, z: at, locked: false, hidden: false, source: { by: 'person' } }
      const before = truth.get(id) ?? null
      truth.set(id, annotation)
      queue.add([{ operation: { id: randomUUID(), kind: 'put', annotation }, before }])
    }
    await new Promise((resolve) => setTimeout(resolve, 20 + random() * 40))
    // Whoever is asked to sign in does so, after a while in which they draw on.
    if (state.kind === 'signed-out' && at % 20 === 0) await signIn()
  }
  for (let tries = 0; !(await queue.flush().catch(() => false)); tries++) {
    if (tries > 600) throw new Error('The edits did not reach the studio within ten minutes')
    await signIn()
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  queue.stop?.()
  const { annotations } = (await say('GET', `/labeling/tasks/${task}`)).body
  const there = new Map(annotations.map((annotation) => [annotation.id, annotation]))
  const lost = [...truth.keys()].filter((id) => !there.has(id)).length
  const wrong = annotations.filter(({ id, shape }) => !truth.has(id) || truth.get(id).shape.x !== shape.x || truth.get(id).shape.y !== shape.y).length
  return { lost, wrong }
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
