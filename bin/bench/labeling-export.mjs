// A hundred thousand annotations leave as COCO: how long that takes, and whether the studio's memory stays flat.
import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { bareTasks, database } from '../measure/labelers.mjs'

const images = 2000
const perImage = 50

export async function rows(studio) {
  const sql = await database(studio)
  try {
    const project = await studio.api('/labeling/projects', { name: `Bench export ${randomUUID().slice(0, 8)}`, kinds: ['box'], labels: [{ name: 'cell' }] })
    await bareTasks(sql, project.id, images)
    await sql`
      update labeling_tasks t set state = 'done', done_at = now(), result = (
        select jsonb_agg(jsonb_build_object('id', 'a' || n, 'label', ${project.labels[0].id}::text, 'shape', jsonb_build_object('kind', 'box', 'x', n * 3.25, 'y', n * 2.5, 'width', 12.5, 'height', 9.75, 'angle', 0),
          'attributes', '{}'::jsonb, 'z', n, 'locked', false, 'hidden', false, 'source', jsonb_build_object('by', 'person')))
        from generate_series(1, ${perImage}) n) where t.project_id = ${project.id}`
    await receive(studio, project.id)
    const memory = watch(studio.pid())
    const begun = performance.now()
    const bytes = await receive(studio, project.id)
    const seconds = (performance.now() - begun) / 1000
    const grown = memory.end()
    if (bytes < 500_000) throw new Error(`The archive has ${bytes} bytes only`)
    return [
      { work: `${(images * perImage).toLocaleString('en')} annotations exported as COCO`, ours: seconds, limit: 60, unit: 's', against: 'own limit' },
      { work: 'The same, memory above that before it', ours: grown, limit: 200, unit: 'MB', against: 'own limit' },
    ]
  } finally {
    await sql.end()
  }
}

async function receive(studio, project) {
  const response = await fetch(`${studio.url}/api/v1/labeling/projects/${project}/export?format=coco`, { headers: { authorization: `Bearer ${studio.token}` } })
  if (!response.ok) throw new Error(`The export was answered ${response.status}`)
  let bytes = 0
  for await (const chunk of response.body) bytes += chunk.length
  return bytes
}

/** Megabytes of a process and all below it, looked at ten times a second; how far the most was above the first. */
function watch(pid) {
  const first = resident(pid)
  let most = first
  const timer = setInterval(() => (most = Math.max(most, resident(pid))), 100)
  return {
    end() {
      clearInterval(timer)
      return Math.max(0, most - first)
    },
  }
}

function resident(pid) {
  const parents = new Map()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      parents.set(Number(entry), { parent: Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]), name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')) })
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (at) => at === pid || (parents.has(at) && at > 1 && below(parents.get(at).parent))
  let sum = 0
  for (const [at, { name }] of parents) {
    if (!below(at) || /postgres/.test(name)) continue
    try {
      sum += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${at}/status`, 'utf8'))?.[1] ?? 0) / 1000
    } catch {
      // It ended meanwhile.
    }
  }
  return sum
}
