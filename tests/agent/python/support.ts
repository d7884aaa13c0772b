import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { environmentPython } from '@/agent/python/build'
import { createPythonRunner, type Environment, type PythonRunner, type RunOptions, type StepResult } from '@/agent/python/index'
import { components } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { curatedEnvironments } from '@/lib/environments/list'

const repository = path.resolve(import.meta.dirname, '../../..')

/** Environments and their package cache outlive a test run, so that only the first one builds. */
export const home = process.env.ATELIER_TEST_HOME ?? path.join(repository, '.atelier-test')

export const sklearn: Environment = curatedEnvironments().find(({ name }) => name === 'sklearn')!

/** What a component's steps run in. */
const environmentOf = ({ runner }: Component) => (runner.kind === 'python' && curatedEnvironments().find(({ name }) => name === runner.environment)) || sklearn

export const dataFile = (name: string) => path.join(repository, 'node_modules/vega-datasets/data', name)

export interface Steps {
  runner: PythonRunner
  /** A folder that is removed after the file's tests. */
  folder: string
  logs: string[]
  /** Runs an entry on Parquet files by port; what it prints goes to `logs`. */
  run(entry: string, params: Record<string, unknown>, inputs?: Record<string, string>, options?: RunOptions): Promise<StepResult>
  close(): Promise<void>
}

/** The component that an entry of python/atelier_runner/steps belongs to. */
function componentOf(entry: string): Component {
  return components.find(({ runner }) => runner.kind === 'python' && runner.entry === entry)!
}

/** A real runner on the real environment. Where there is no Python the tests fail with the sentence that an agent would show. */
export async function openSteps(slots?: number): Promise<Steps> {
  mkdirSync(path.join(home, 'work'), { recursive: true })
  const folder = mkdtempSync(path.join(home, 'work', 'test-'))
  const logs: string[] = []
  const runner = createPythonRunner({ home, log: () => undefined, ...(slots && { slots }) })
  await runner.ensure(sklearn)
  return {
    runner,
    folder,
    logs,
    run: async (entry, params, inputs = {}, options = {}) => {
      const environment = environmentOf(componentOf(entry))
      await runner.ensure(environment)
      return runner.run(
        environment,
        {
          entry,
          params,
          inputs: Object.fromEntries(Object.entries(inputs).map(([port, file]) => [port, { type: componentOf(entry).inputs.find(({ name }) => name === port)!.type, path: file }])),
          outputs: componentOf(entry).outputs.map(({ name, type }) => ({ port: name, type })),
          outDir: mkdtempSync(path.join(folder, `${entry}-`)),
        },
        { onLog: (line) => void logs.push(line), ...options },
      )
    },
    close: async () => {
      await runner.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `openSteps` for a whole test file; the first build on a machine downloads some 120 MB. */
export function useSteps(slots?: number): Steps {
  const steps = {} as Steps
  // Chains of real processes: on a busy machine they take their time.
  vi.setConfig({ testTimeout: 90_000 })
  beforeAll(async () => void Object.assign(steps, await openSteps(slots)), 600_000)
  afterAll(() => steps.close?.())
  return steps
}

/** Writes the rows of a query as Parquet, as table steps do. */
export async function parquet(file: string, query: string): Promise<string> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`)
  connection.closeSync()
  return file
}

export async function rows(file: string, query = 'SELECT * FROM t'): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`CREATE VIEW t AS SELECT * FROM read_parquet('${file}')`)
  const result = await connection.runAndReadAll(query)
  const found = result.getRowObjectsJson() as Record<string, unknown>[]
  connection.closeSync()
  return found
}

/** What a program that calls the libraries directly prints as JSON, in a process of its own. */
export function direct(program: string, ...args: string[]) {
  const script = path.join(import.meta.dirname, program)
  return JSON.parse(execFileSync(environmentPython(home, sklearn), [script, ...args], { encoding: 'utf8', stdio: 'pipe', maxBuffer: 64_000_000 }))
}

/** Numbers equal to 1e-9, everything else exactly. */
export function expectClose(actual: unknown, expected: unknown, where = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    expect(Math.abs(actual - expected), `${where}: ${actual} ≠ ${expected}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
  } else if (expected !== null && typeof expected === 'object') {
    expect(Object.keys(actual as object).sort(), where).toEqual(Object.keys(expected).sort())
    for (const [key, value] of Object.entries(expected)) expectClose((actual as Record<string, unknown>)[key], value, `${where}.${key}`)
  } else expect(actual, where).toEqual(expected)
}

/** Waits until `check` gives something. */
export async function until<T>(check: () => T | undefined | false, what: string, timeoutMs = 15_000): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const value = check()
    if (value) return value
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
