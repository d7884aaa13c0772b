// Fifty people label two thousand images at once, some of whom walk away from theirs: no image twice, none left, nobody without work.
// ATELIER_BENCH_TASKS and ATELIER_BENCH_LABELERS make it smaller.
import { randomUUID } from 'node:crypto'
import { bareTasks, database, labelers } from '../measure/labelers.mjs'

const tasks = Number(process.env.ATELIER_BENCH_TASKS ?? 2000)
const count = Number(process.env.ATELIER_BENCH_LABELERS ?? 50)

export async function rows(studio) {
  const sql = await database(studio)
  try {
    const project = await studio.api('/labeling/projects', { name: `Bench queue ${randomUUID().slice(0, 8)}`, kinds: ['tag'], labels: [{ name: 'a' }, { name: 'b' }], assist: false })
    await bareTasks(sql, project.id, tasks)
    const people = await labelers(sql, studio, count)
    const waits = []
    const done = new Map()
    const begun = performance.now()
    const counts = await Promise.all(people.map((say, person) => work(say, { person, project, waits, done })))
    const seconds = (performance.now() - begun) / 1000
    const [found] = await sql`
      select count(*) filter (where n > 1)::int as double, count(*) filter (where n = 0)::int as starved
      from (select t.id, count(s.id) filter (where not s.extra) as n from labeling_tasks t left join labeling_submissions s on s.task_id = t.id where t.project_id = ${project.id} group by t.id) each`
    const twice = [...done.values()].filter((submissions) => submissions > 1).length
    waits.sort((a, b) => a - b)
    return [
      { work: `${count} people × ${tasks.toLocaleString('en')} images, images labeled twice`, ours: Math.max(found.double, twice), limit: 0, unit: '', against: 'own limit' },
      { work: 'The same, images left', ours: found.starved, limit: 0, unit: '', against: 'own limit' },
      { work: 'The same, people without an image while there were some', ours: counts.filter((own) => own === 0).length, limit: 0, unit: '', against: 'own limit' },
      { work: 'The same, a claim, p95', ours: waits[Math.floor(waits.length * 0.95)], limit: 1000, unit: 'ms', against: 'own limit' },
      { work: 'The same, in all', ours: seconds, limit: 300, unit: 's', against: 'own limit' },
    ]
  } finally {
    await sql.end()
  }
}

/** Labels until nothing is left; every fortieth image is given back. */
async function work(say, { person, project, waits, done }) {
  let own = 0
  for (let round = 0; ; round++) {
    const asked = performance.now()
    const { status, body } = await say('POST', `/labeling/projects/${project.id}/claim`, {})
    waits.push(performance.now() - asked)
    if (status !== 200) throw new Error(`A claim was answered ${status}: ${JSON.stringify(body)}`)
    if (!body.claim) {
      if (body.left.held.length === 0) return own
      await new Promise((resolve) => setTimeout(resolve, 500))
      continue
    }
    const { task, id: claim } = body.claim
    if ((round + person) % 40 === 39) {
      await say('POST', `/labeling/tasks/${task}/release`)
      continue
    }
    const annotation = { id: randomUUID(), label: project.labels[round % 2].id, shape: { kind: 'tag' } }
    const kept = await say('POST', `/labeling/tasks/${task}/operations`, { claim, base: body.task.revision, operations: [{ id: randomUUID(), kind: 'put', annotation }] })
    const submitted = await say('POST', `/labeling/tasks/${task}/submit`, { claim, revision: kept.body.revision })
    if (submitted.status !== 200) throw new Error(`A submission was answered ${submitted.status}: ${JSON.stringify(submitted.body)}`)
    if (!submitted.body.submission.extra) done.set(task, (done.get(task) ?? 0) + 1)
    own++
  }
}
