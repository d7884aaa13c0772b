import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'

const ports = ['in1', 'in2', 'in3'] as const

export const CommandParams = z.object({
  program: z._default(z.string().check(z.maxLength(1_000)), ''),
  args: z._default(z.array(z.object({ value: z._default(z.string(), '') })), []),
  env: z._default(z.array(z.object({ name: z._default(z.string(), ''), value: z._default(z.string(), '') })), []),
  tables: z._default(z.enum(['csv', 'parquet']), 'csv'),
  stdin: z._default(z.boolean(), false),
  result: z._default(z.enum(['printed', 'file', 'none']), 'file'),
  format: z._default(z.enum(['csv', 'json', 'parquet']), 'csv'),
  file: z._default(z.string().check(z.maxLength(200)), ''),
  folder: z._default(z.string().check(z.maxLength(1_000)), ''),
  minutes: z._default(z.nullable(z.number().check(z.positive())), 60),
  memoryMb: z._default(z.nullable(z.number().check(z.int(), z.positive())), null),
  reuse: z._default(z.boolean(), true),
})
export type CommandParams = z.infer<typeof CommandParams>

/** What may stand in an argument for a path: `{in1}` … `{in3}`, `{table}`, `{file}`. */
const placeholder = /\{(in[1-3]|table|file)\}/g

/** An argument or a value of the environment, with its placeholders filled. Unknown ones stay as they are. */
export function filled(text: string, paths: Record<string, string | undefined>): string {
  return text.replace(placeholder, (whole, name: string) => paths[name] ?? whole)
}

function mentions({ args, env }: CommandParams): Set<string> {
  return new Set([...args, ...env].flatMap(({ value }) => [...value.matchAll(placeholder)].map((match) => match[1]!)))
}

function infer({ params, connected }: InferContext<CommandParams>): Inference {
  const problems: Inference['problems'] = []
  const named = mentions(params)
  if (params.program.trim() === '') problems.push({ severity: 'error', param: 'program', message: 'Name the program to run' })
  for (const { name } of params.env) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) problems.push({ severity: 'error', param: 'env', message: `“${name}” is no name of an environment variable; use letters, digits and _` })
    else if (name.startsWith('ATELIER_')) problems.push({ severity: 'error', param: 'env', message: `“${name}” belongs to Atelier; choose another name` })
  }
  for (const port of ports) {
    if (named.has(port) && !connected.has(port)) problems.push({ severity: 'error', port, message: `An argument names {${port}}, but nothing is connected there` })
  }
  if (params.stdin && !connected.has('in1')) problems.push({ severity: 'error', port: 'in1', message: 'Input 1 is to be read from standard input, but nothing is connected there' })
  if (named.has('table') && params.result !== 'file') problems.push({ severity: 'warning', param: 'result', message: 'An argument names {table}, but the table is not read from that file', fix: { label: 'Read it from {table}', params: { result: 'file' } } })
  if (named.has('file') && params.file.trim() === '') problems.push({ severity: 'error', param: 'file', message: 'An argument names {file}: name the file that comes out', fix: { label: 'Call it result.txt', params: { file: 'result.txt' } } })
  if (/[\\/]/.test(params.file)) problems.push({ severity: 'error', param: 'file', message: 'A file’s name has no slashes' })
  return { outputs: { table: undefined }, problems }
}

function describe({ program, args }: CommandParams): string {
  if (program.trim() === '') return 'no program named yet'
  return [program.trim(), ...args.map(({ value }) => (/\s/.test(value) ? `'${value}'` : value))].join(' ').slice(0, 80)
}

export const commandScript = defineComponent({
  id: 'script.command',
  version: 1,
  name: 'Command',
  category: 'Script',
  icon: 'terminal',
  summary: 'Any program on the agent’s machine, with files in and out',
  keywords: ['shell', 'bash', 'program', 'binary', 'r', 'julia', 'execute', 'cli', 'external', 'process'],
  inputs: ports.map((name, index) => ({ name, type: 'any' as const, label: `Input ${index + 1}`, help: `A file whose path is {${name}} in the arguments; a table comes as CSV or Parquet.`, optional: true })),
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'What the program printed, or wrote to {table}.', sometimes: true },
    { name: 'file', type: 'file', label: 'File', help: 'What it wrote to {file}.', sometimes: true },
  ],
  params: CommandParams,
  fields: [
    { name: 'program', label: 'Program', kind: 'text', placeholder: 'Rscript', help: 'A name that the agent’s machine knows, or a path. It is not a shell: there are no pipes and no *.' },
    { name: 'args', label: 'Arguments', kind: 'list', addLabel: 'Add an argument', empty: 'None', help: '{in1}, {in2}, {in3}, {table} and {file} stand for paths.', item: [{ name: 'value', label: 'Argument', kind: 'text', placeholder: '{in1}', lines: true }] },
    { name: 'result', label: 'The table that comes out', kind: 'choice', options: [{ value: 'file', label: 'Is written to {table}' }, { value: 'printed', label: 'Is what the program prints' }, { value: 'none', label: 'There is none' }] },
    { name: 'format', label: 'Written as', kind: 'choice', options: [{ value: 'csv', label: 'CSV' }, { value: 'json', label: 'JSON' }, { value: 'parquet', label: 'Parquet' }], visible: ({ result }) => result !== 'none' },
    { name: 'file', label: 'File that comes out', kind: 'text', placeholder: 'None', help: 'Its name, such as plot.png; its path is {file}.' },
    { name: 'tables', label: 'Tables go in as', kind: 'choice', options: [{ value: 'csv', label: 'CSV' }, { value: 'parquet', label: 'Parquet' }] },
    { name: 'stdin', label: 'Input 1 also on standard input', kind: 'switch' },
    { name: 'env', label: 'Environment', kind: 'list', advanced: true, addLabel: 'Add a variable', empty: 'None', item: [{ name: 'name', label: 'Name', kind: 'text', placeholder: 'LC_ALL' }, { name: 'value', label: 'Value', kind: 'text', lines: true }] },
    { name: 'folder', label: 'Folder to run in', kind: 'text', advanced: true, placeholder: 'An empty one of its own', help: 'A path on the agent’s machine.' },
    { name: 'minutes', label: 'Ends after', kind: 'number', unit: 'minutes', min: 0, nullable: true, advanced: true },
    { name: 'memoryMb', label: 'Memory at most', kind: 'number', unit: 'MB', min: 16, step: 1, nullable: true, advanced: true, help: 'Of the program and all that it starts. Without a number, what the agent gives a step.' },
    { name: 'reuse', label: 'Reuse earlier results', kind: 'switch', advanced: true, help: 'Off: the program runs each time, even when arguments and data are the same.' },
  ],
  describe,
  infer,
  runner: { kind: 'command' },
  deterministic: true,
  reuses: (params) => params.reuse,
})
