import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from '../support/launcher'
import { root } from '../support/imports'

const folder = mkdtempSync(path.join(tmpdir(), 'atelier-refusals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs `node bin/start.mjs` to its end in a clone. */
function start(env: Record<string, string>, { clone = root, nodeArgs = [] as string[] } = {}): Promise<Ended> {
  const inherited = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' }
  return new Promise((resolve) => {
    execFile(process.execPath, [...nodeArgs, path.join(clone, 'bin/start.mjs')], { cwd: clone, env: { ...inherited, ...env } as unknown as NodeJS.ProcessEnv, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })
}

/** One sentence on standard error that says what to do, exit code 1, and no stack anywhere. */
function expectSentence({ code, stdout, stderr }: Ended, words: RegExp): void {
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(words)
  expect(stdout + stderr).not.toMatch(/\n\s+at /)
  expect(code).toBe(1)
}

describe('npm start refuses in one sentence', () => {
  test('a port that is taken', async () => {
    const port = await freePort()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    expectSentence(await start({ PORT: String(port), ATELIER_HOME: path.join(folder, 'port') }), new RegExp(`Port ${port} is taken by another program: .*PORT=${port + 1} npm start`))
    await new Promise((resolve) => server.close(resolve))
  })

  test('a home that cannot be written to', async () => {
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')
    expectSentence(await start({ ATELIER_HOME: path.join(file, 'home') }), /a-file\/home is a file or lies below one: set ATELIER_HOME to a folder that this user can write to/)
    expectSentence(await start({ ATELIER_HOME: '/proc/atelier' }), /set ATELIER_HOME to a folder that this user can write to/)
  })

  test('a Node that is too old', async () => {
    const older = path.join(folder, 'older.cjs')
    writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '18.19.0' })")
    expectSentence(await start({ ATELIER_HOME: path.join(folder, 'node') }, { nodeArgs: ['--require', older] }), /needs Node\.js 20\.9 or newer and this is 18\.19\.0/)
  })

  test('an installation without a network', async () => {
    const clone = path.join(folder, 'clone')
    mkdirSync(clone)
    for (const name of ['package.json', 'package-lock.json', 'bin', 'db', 'scripts']) cpSync(path.join(root, name), path.join(clone, name), { recursive: true })
    const nowhere = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: path.join(folder, 'empty-cache'), npm_config_fetch_retries: '0' }
    const ended = await start({ ...nowhere, ATELIER_HOME: path.join(folder, 'offline'), PORT: String(await freePort()) }, { clone })
    expectSentence(ended, /npm could not reach its package registry: connect to the network/)
  })

  test('a database that does not answer', async () => {
    const url = `postgres://someone:secret@127.0.0.1:${await freePort()}/atelier`
    const ended = await start({ DATABASE_URL: url, ATELIER_HOME: path.join(folder, 'database'), PORT: String(await freePort()) })
    expectSentence(ended, /PostgreSQL at 127\.0\.0\.1:\d+ could not be used \(.*\): check that it runs and that DATABASE_URL names it/)
    expect(ended.stderr).not.toContain('secret')
  })

  test('an address that is no database', async () => {
    expectSentence(await start({ DATABASE_URL: 'mysql://localhost/x', ATELIER_HOME: path.join(folder, 'mysql'), PORT: String(await freePort()) }), /DATABASE_URL is not an address of PostgreSQL/)
  })
})
