import { readFileSync } from 'node:fs'
import path from 'node:path'
import { mkdtempSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withCode, codeOf } from '@/lib/workspace-components/build-python'
import { readComponentYaml } from '@/lib/workspace-components/import-yaml'
import { PythonComponent } from '@/lib/workspace-components/schema'
import { parquet, rows, sklearn, useSteps } from './support'

const steps = useSteps()

/** Runs a Python component in the real environment, as an agent does. */
async function run(declaration: Parameters<typeof PythonComponent.parse>[0], source: string, params: Record<string, unknown>, inputs: Record<string, string> = {}) {
  const parsed = PythonComponent.parse(declaration)
  return steps.runner.run(
    sklearn,
    {
      entry: 'custom_component',
      params: withCode(params, codeOf(parsed, source)),
      inputs: Object.fromEntries(Object.entries(inputs).map(([port, file]) => [port, { type: 'table', path: file }])),
      outputs: parsed.outputs.map(({ name, type }) => ({ port: name, type })),
      outDir: mkdtempSync(path.join(steps.folder, 'custom-')),
    },
    { onLog: (line) => void steps.logs.push(line) },
  )
}

const table = () => parquet(path.join(steps.folder, `t-${Math.random()}.parquet`), "select * from (values ('a', 1.5), ('b', 2.0), ('a', 4.0)) t(species, mass)")
const one = { kind: 'python' as const, name: 'One', inputs: [{ name: 'table' }], outputs: [{ name: 'result' }], params: [{ name: 'factor', type: 'number', default: 2 }] }
const yaml = (name: string) => {
  const read = readComponentYaml(readFileSync(path.resolve(import.meta.dirname, '../../data/components', name), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.components[0]!.component!
}

test('a component gets its inputs and parameters by name and gives tables, prints to the log', async () => {
  const result = await run(one, 'def run(factor, table):\n    print("factor", factor)\n    return table.assign(mass=table["mass"] * factor)\n', { factor: 10 }, { table: await table() })
  expect(await rows(result.outputs.result!.path)).toEqual([{ species: 'a', mass: 15 }, { species: 'b', mass: 20 }, { species: 'a', mass: 40 }])
  expect(steps.logs.join('\n')).toContain('factor 10')
})

test('several outputs come as a tuple or by name; a file as text', async () => {
  const two = { ...one, outputs: [{ name: 'first' }, { name: 'note', type: 'file' as const }] }
  const tuple = await run(two, 'def run(table, factor):\n    return table.head(1), "hello"\n', { factor: 1 }, { table: await table() })
  expect(readFileSync(tuple.outputs.note!.path, 'utf8')).toBe('hello')
  const named = await run(two, 'def run(table, factor):\n    return {"note": b"bytes", "first": table}\n', { factor: 1 }, { table: await table() })
  expect(named.outputs.first!.meta.rows).toBe(3)
})

test('an error names the line of the person’s code, and the log shows that code alone', async () => {
  await expect(run(one, 'def help_me(table):\n    return table["gone"]\n\n\ndef run(table, factor):\n    return help_me(table)\n', { factor: 1 }, { table: await table() })).rejects.toThrow("Line 2: KeyError: 'gone'")
  expect(steps.logs.join('\n')).toContain('File "component.py", line 6, in run')
  expect(steps.logs.join('\n')).not.toContain('custom_component.py')
})

test('what does not fit the declaration is refused in words', async () => {
  const given = { table: await table() }
  await expect(run(one, 'def run(table):\n    return table\n', { factor: 1 }, given)).rejects.toThrow('The declaration has “factor”, but run has no argument of that name. Add it: def run(table, factor).')
  await expect(run(one, 'def run(table, factor, more):\n    return table\n', { factor: 1 }, given)).rejects.toThrow('run asks for “more”')
  await expect(run(one, 'def run(table, factor):\n    return table, table\n', { factor: 1 }, given)).rejects.toThrow('run returned 2 values, but the component has 1 output: “result”.')
  await expect(run(one, 'def run(table, factor):\n    return {"other": table}\n', { factor: 1 }, given)).rejects.toThrow('the outputs are “result”')
  await expect(run(one, 'x = 1\n', { factor: 1 }, given)).rejects.toThrow('The component defines no function run.')
  await expect(run(one, 'def run(table, factor)\n    return 1\n', { factor: 1 }, given)).rejects.toThrow(/^Line 1: /)
})

test('a function of Kubeflow’s first YAML runs here with the numbers that it gives there', async () => {
  const { declaration, source } = yaml('kubeflow-function-v1.yaml')
  const result = await run(declaration, source, { factor: 3 }, { table: await table() })
  expect(await rows(result.outputs.scaled!.path)).toEqual([{ species: 'a', mass: 4.5 }, { species: 'b', mass: 6 }, { species: 'a', mass: 12 }])
  expect(await rows(result.outputs.values!.path)).toEqual([{ rows: '3' }])
})

test('a function of Kubeflow’s compiled form runs here too', async () => {
  const { declaration, source } = yaml('kubeflow-function-v2.yaml')
  const result = await run(declaration, source, { column: 'species', least: 2 }, { rows: await table() })
  expect(await rows(result.outputs.counts!.path)).toEqual([{ species: 'a', count: '2' }])
  expect(await rows(result.outputs.values!.path)).toEqual([{ Output: '1' }])
})
