import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { runCommand } from '@/agent/command/run-command'
import { alive, testFolder, testPool, until, workerFile } from '../../lib/duckdb/support'

const folder = testFolder()
process.env.ATELIER_COMMAND_KEEPER = path.join(folder, 'command-keeper.mjs')
await build({ entryPoints: [path.resolve(import.meta.dirname, '../../../agent/command/keeper.ts')], outfile: process.env.ATELIER_COMMAND_KEEPER, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(folder, 'children') })
let counter = 0

async function table(csv: string): Promise<string> {
  const [file, out] = [path.join(folder, `in-${++counter}.csv`), path.join(folder, `in-${counter}.parquet`)]
  writeFileSync(file, csv)
  await pool.run('ingest', { file, fileName: 'in.csv', out })
  return out
}

async function run(params: object, { inputs = {}, signal = new AbortController().signal, memoryMb = 512, gpus }: { inputs?: Record<string, { type: string; path: string }>; signal?: AbortSignal; memoryMb?: number; gpus?: string[] } = {}) {
  const outDir = path.join(folder, `out-${++counter}`)
  mkdirSync(outDir)
  const lines: string[] = []
  const result = await runCommand({ params: { ...params }, inputs, outDir, memoryMb, ...(gpus && { gpus }) }, { pool, signal, onLog: (line, stream) => lines.push(`${stream}: ${line}`) })
  const rows = result.outputs.table ? (await pool.run('page', { file: result.outputs.table.path, offset: 0, limit: 100, sort: null, filters: [], columns: null, longestText: 1_000 })).rows : undefined
  return { ...result, rows, lines, outDir }
}

const sh = (line: string) => ({ program: 'sh', args: [{ value: '-c' }, { value: line }] })

describe('a command', () => {
  test('gets tables as files and gives a table and a file', async () => {
    const inputs = { in1: { type: 'table', path: await table('id,name\n007,Ann\n008,"Bo, the second"\n') } }
    const { rows, outputs, lines } = await run({ ...sh('cp "{in1}" "{table}"; echo said >&2; printf seen > "$ATELIER_FILE"; echo loud'), file: 'note.txt' }, { inputs })
    expect(rows).toEqual([['007', 'Ann'], ['008', 'Bo, the second']])
    expect(outputs.table!.meta).toMatchObject({ rows: 2, columns: [{ name: 'id', type: 'text' }, { name: 'name', type: 'text' }] })
    expect([readFileSync(outputs.file!.path, 'utf8'), outputs.file!.meta]).toEqual(['seen', { filename: 'note.txt' }])
    expect(lines).toEqual(expect.arrayContaining(['stderr: said', 'stdout: loud']))
  })

  test('sees the GPUs that it was given, and none where it was given none', async () => {
    const seen = async (gpus?: string[]) => (await run({ ...sh('printf "gpus\\n[%s]\\n" "$CUDA_VISIBLE_DEVICES"'), result: 'printed' }, gpus ? { gpus } : {})).rows
    expect(await seen(['GPU-a', 'GPU-b'])).toEqual([['[GPU-a,GPU-b]']])
    expect(await seen()).toEqual([['[]']])
  })

  test('may read standard input and print its table; arguments are no shell', async () => {
    const inputs = { in1: { type: 'table', path: await table('n\n1\n2\n3\n') } }
    expect((await run({ program: 'head', args: [{ value: '-n' }, { value: '3' }], stdin: true, result: 'printed' }, { inputs })).rows).toEqual([[1], [2]])
    expect((await run({ program: 'printf', args: [{ value: 'v\\n%s\\n' }, { value: '$HOME; `id` *' }], result: 'printed' })).rows).toEqual([['$HOME; `id` *']])
  })

  test('gets Parquet where that is wanted, its own environment, and no secret of the agent', async () => {
    process.env.ATELIER_AGENT_TOKEN = 'atl_agent_secret'
    const inputs = { in1: { type: 'table', path: await table('n\n1\n') } }
    const { rows } = await run({ ...sh('printf "a\\n"; head -c 4 "{in1}"; echo; echo "$GREETING"; env | grep -c "^ATELIER_AGENT" || true'), tables: 'parquet', env: [{ name: 'GREETING', value: 'hello' }], result: 'printed' }, { inputs })
    expect(rows).toEqual([['PAR1'], ['hello'], ['0']])
  })

  test('runs in an empty folder, or in the one that is named', async () => {
    const own = await run({ ...sh('ls -A | wc -l > "{table}"; pwd') , format: 'csv' })
    expect(own.rows).toEqual([[0]])
    expect((await run({ ...sh('echo folder; pwd'), folder, result: 'printed' })).rows).toEqual([[folder]])
  })

  test.each([
    ['an exit code', { ...sh('echo first; echo it is broken >&2; exit 3') }, '“sh” ended with exit code 3. Its last lines: '],
    ['a signal', { ...sh('kill -SEGV $$') }, '“sh” was ended by SIGSEGV.'],
    ['a program that is not there', { program: 'no-such-program' }, 'This agent has no program “no-such-program”'],
    ['no table', { ...sh('true') }, 'wrote no table to {table}'],
    ['nothing printed', { ...sh('true'), result: 'printed' }, 'printed nothing'],
    ['no file', { ...sh('echo'), result: 'none', file: 'x.txt' }, 'wrote no file to {file}'],
    ['rows that do not fit', { ...sh('printf "a,b\\n1,2\\n3\\n"'), result: 'printed' }, '1 of the rows that “sh” wrote do not fit'],
  ])('%s is told in words', async (_title, params, message) => {
    await expect(run(params)).rejects.toThrow(message)
  })

  test('past its time or its memory, or when cancelled, it ends with all that it started', async () => {
    const pidFile = path.join(folder, 'pid')
    const background = `sleep 300 & echo $! > ${pidFile}; `
    const gone = async () => until(() => !alive(Number(readFileSync(pidFile, 'utf8'))))
    await expect(run({ ...sh(`${background}sleep 300`), minutes: 0.005 })).rejects.toThrow('took longer than')
    await gone()
    await expect(run({ ...sh(`${background}head -c 400m /dev/zero | tail`), memoryMb: 100 })).rejects.toMatchObject({ reason: 'oom' })
    await gone()
    rmSync(pidFile)
    const stop = new AbortController()
    const running = run(sh(`${background}sleep 300`), { signal: stop.signal }).catch((error: Error) => error.message)
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '')
    stop.abort('cancel')
    expect(await running).toBe('Cancelled')
    await gone()
    // What goes on in the background does not outlive a program that ended well.
    await run({ ...sh(`${background}true`), result: 'none' })
    await gone()
  }, 30_000)
})
