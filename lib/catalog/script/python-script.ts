import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'

const template = `import pandas as pd


def main(in1, in2=None, in3=None):
    """Gets the connected tables as pandas data frames; returns one, or a tuple of two."""
    df = in1
    return df
`

export const PythonScriptParams = z.object({
  code: z._default(z.string(), template),
  /** Unset: scikit-learn's. */
  environment: z.optional(z.string()),
  /** Off where the code reads the clock, the network or fresh random numbers. */
  reuse: z._default(z.boolean(), true),
})
export type PythonScriptParams = z.infer<typeof PythonScriptParams>

/** The signature's line, whatever stands around it. */
const definesMain = /^(?:async\s+)?def\s+main\s*\(([^)]*)\)/m

/** Tables that `main` takes at most; undefined where the script has no plain signature. */
export function argumentsOf(code: string): { names: string[]; required: number } | undefined {
  const match = definesMain.exec(code)
  if (!match) return undefined
  const list = match[1]!.split(',').map((part) => part.trim()).filter((part) => part !== '' && part !== '/' && part !== '*')
  if (list.some((part) => part.startsWith('*'))) return undefined
  return { names: list.map((part) => part.split(/[=:\s]/)[0]!), required: list.filter((part) => !part.includes('=')).length }
}

function infer({ params, connected }: InferContext<PythonScriptParams>): Inference {
  const problems: Inference['problems'] = []
  if (!definesMain.test(params.code)) {
    problems.push({
      severity: 'error',
      param: 'code',
      message: 'The script has no function main; write “def main(in1):” and return a data frame',
      ...(params.code.trim() === '' && { fix: { label: 'Start from the template', params: { code: template } } }),
    })
  }
  const takes = argumentsOf(params.code)
  const given = ['in1', 'in2', 'in3'].filter((port) => connected.has(port))
  const reach = given.length === 0 ? 0 : Number(given.at(-1)!.slice(2))
  if (takes && reach > takes.names.length) {
    problems.push({ severity: 'error', param: 'code', message: `A table is connected to in${reach}, but main takes only ${takes.names.length}; add an argument to main` })
  }
  if (takes && takes.required > reach) {
    const name = takes.names[reach]!
    problems.push({ severity: 'error', port: `in${reach + 1}`, message: `main needs a table for “${name}”; connect one, or write “${name}=None”` })
  }
  return { outputs: { out1: undefined, out2: undefined }, problems }
}

/** The first line of main's docstring or the first comment, else how long the script is. */
function describe({ code }: PythonScriptParams): string {
  const comment = /^\s*#\s*(\S.*)$/m.exec(code)?.[1] ?? (code === template ? undefined : /"""\s*([^\n"]+)/.exec(code)?.[1])
  if (comment) return comment.trim().slice(0, 80)
  if (code === template) return 'passes its table on'
  const lines = code.split('\n').filter((line) => line.trim() !== '').length
  return `${lines} ${lines === 1 ? 'line' : 'lines'} of Python`
}

export const pythonScript = defineComponent({
  id: 'script.python',
  version: 1,
  name: 'Python script',
  category: 'Script',
  icon: 'file-code',
  summary: 'Your own Python on pandas data frames',
  keywords: ['pandas', 'code', 'custom', 'execute', 'function', 'numpy'],
  inputs: [
    { name: 'in1', type: 'table', label: 'Table 1', help: 'The first argument of main.', optional: true },
    { name: 'in2', type: 'table', label: 'Table 2', help: 'The second argument of main.', optional: true },
    { name: 'in3', type: 'table', label: 'Table 3', help: 'The third argument of main.', optional: true },
  ],
  outputs: [
    { name: 'out1', type: 'table', label: 'Table 1', help: 'What main returns, or the first of two.' },
    { name: 'out2', type: 'table', label: 'Table 2', help: 'The second of two data frames; an empty table where main returns one.' },
  ],
  params: PythonScriptParams,
  fields: [
    { name: 'code', label: 'Script', kind: 'code', language: 'python' },
    { name: 'environment', label: 'Environment', kind: 'environment', help: 'The packages that the script finds. More are made under Environments.' },
    { name: 'reuse', label: 'Reuse earlier results', kind: 'switch', advanced: true, help: 'Off: the step runs each time, even when script and data are the same.' },
  ],
  describe,
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'python_script' },
  deterministic: true,
  reuses: (params) => params.reuse,
})
