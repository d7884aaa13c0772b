import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StepJob } from '@/lib/duckdb/ops/types'
import { alive, testFolder, testPool, until, workerFile } from './support'

const folder = testFolder()
const worker = await workerFile()
const tempDir = path.join(folder, 'children')
const out = path.join(folder, 'out')
mkdirSync(out)

const csv = path.join(folder, 'numbers.csv')
writeFileSync(csv, `n,label\n${Array.from({ length: 5000 }, (_, n) => `${n},row ${n}`).join('\n')}\n`)

/** A statement that runs for minutes and needs little memory. */
const endless = 'select count(*) as n from range(3000000) a, range(3000000) b where (a.range * b.range) % 7 = 3'
/** A statement that needs more than any limit here. */
const greedy = 'select list(repeat(a.range::varchar, 200)) as l from range(40000000) a'

function sqlStep(sql: string, inputs: StepJob['inputs'] = {}): StepJob {
  return { component: 'script.sql@1', params: { sql, query: sql }, inputs, outputs: [{ port: 'table', type: 'table' }], outDir: out, artifactRoot: folder }
}

const ingest = (name = 'a') => ({ file: csv, fileName: 'numbers.csv', out: path.join(out, `${name}.parquet`) })

describe('a pool of DuckDB children', () => {
  test('runs an operation in another process and keeps that one warm', async () => {
    const pool = testPool({ workerFile: worker, tempDir })
    const first = await pool.run('ingest', ingest())
    const pids = pool.pids()
    await pool.run('ingest', ingest())
    expect(first.rows).toBe(5000)
    expect(pids).toHaveLength(1)
    expect(pids[0]).not.toBe(process.pid)
    expect(pool.pids()).toEqual(pids)
  })

  test('a child leads its own process group and knows no secret of its parent', async () => {
    process.env.DATABASE_URL_OF_TEST = 'postgres://secret'
    const pool = testPool({ workerFile: worker, tempDir })
    await pool.warm()
    const [pid] = pool.pids()
    const { readFileSync } = await import('node:fs')
    const group = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[2]
    expect(Number(group)).toBe(pid)
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('secret')
  })

  test('kill -9 in the middle of an operation is reported, and the next one gets a new child', async () => {
    const pool = testPool({ workerFile: worker, tempDir })
    await pool.warm()
    const [pid] = pool.pids()
    const running = pool.run('step', sqlStep(endless))
    setTimeout(() => process.kill(pid!, 'SIGKILL'), 150)
    await expect(running).rejects.toMatchObject({ name: 'ChildError', reason: 'crashed', message: expect.stringContaining('SIGKILL') })
    expect((await pool.run('ingest', ingest())).rows).toBe(5000)
    expect(pool.pids()).not.toContain(pid)
    expect(existsSync(path.join(tempDir, `duckdb-${pid}`))).toBe(false)
  })

  test('an abort ends the child at once', async () => {
    const pool = testPool({ workerFile: worker, tempDir })
    await pool.warm()
    const [pid] = pool.pids()
    const stop = new AbortController()
    const started = Date.now()
    const running = pool.run('step', sqlStep(endless), { signal: stop.signal })
    setTimeout(() => stop.abort(), 100)
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' })
    expect(Date.now() - started).toBeLessThan(3000)
    await until(() => !alive(pid!))
  })

  test('an abort while waiting for a child rejects without touching the one at work', async () => {
    const pool = testPool({ workerFile: worker, tempDir })
    await pool.warm()
    const first = new AbortController()
    const second = new AbortController()
    const busy = pool.run('step', sqlStep(endless), { signal: first.signal })
    const waiting = pool.run('ingest', ingest(), { signal: second.signal })
    second.abort()
    await expect(waiting).rejects.toMatchObject({ reason: 'cancelled' })
    expect(pool.pids()).toHaveLength(1)
    first.abort()
    await expect(busy).rejects.toMatchObject({ reason: 'cancelled' })
  })

  test('memory beyond the limit is reported as such, with the peak, and the next operation runs', async () => {
    const pool = testPool({ workerFile: worker, tempDir, memoryMb: 256 })
    const running = pool.run('step', sqlStep(greedy))
    await expect(running).rejects.toMatchObject({ reason: 'oom', peakMb: expect.any(Number), message: expect.stringContaining('256 MB') })
    expect((await pool.run('ingest', ingest())).rows).toBe(5000)
  })

  test('as many run at once as the pool has children, the others wait their turn', async () => {
    const pool = testPool({ workerFile: worker, tempDir, size: 2 })
    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => pool.run('ingest', ingest(`p${index}`))))
    expect(new Set(results.map((result) => result.digest)).size).toBe(1)
    expect(pool.pids()).toHaveLength(2)
  })

  test('closing ends every child and refuses further work', async () => {
    const pool = testPool({ workerFile: worker, tempDir, size: 2 })
    await pool.warm()
    const pids = pool.pids()
    const running = pool.run('step', sqlStep(endless))
    const closed = pool.close()
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' })
    await closed
    expect(pids.filter(alive)).toEqual([])
    await expect(pool.run('ingest', ingest())).rejects.toMatchObject({ reason: 'cancelled' })
  })

  test('children do not outlive a parent that was killed', async () => {
    const script = path.join(folder, 'parent.mjs')
    writeFileSync(
      script,
      `import { spawn } from 'node:child_process'
       const child = spawn(process.execPath, [${JSON.stringify(worker)}], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, ATELIER_CHILD_TEMP: ${JSON.stringify(tempDir)} } })
       child.on('message', (report) => { if (report.kind === 'ready') { child.send({ id: 1, op: 'step', payload: ${JSON.stringify(sqlStep(endless))}, memoryMb: 512 }); console.log(child.pid) } })
       setInterval(() => {}, 1000)`,
    )
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))))
    await new Promise((resolve) => setTimeout(resolve, 200))
    parent.kill('SIGKILL')
    await until(() => !alive(pid))
  })

  test('folders of children that are no more are swept when a pool starts', () => {
    const dead = path.join(tempDir, 'duckdb-999999999')
    mkdirSync(dead)
    testPool({ workerFile: worker, tempDir })
    expect(readdirSync(tempDir)).not.toContain('duckdb-999999999')
  })
})
