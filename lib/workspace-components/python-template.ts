import type { PythonComponent } from './schema'

/** What a new component begins with. */
export const firstPython: PythonComponent = {
  kind: 'python',
  name: '',
  summary: '',
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: '', optional: false }],
  outputs: [{ name: 'result', type: 'table', label: 'Result', help: '', like: '' }],
  params: [],
  environment: 'sklearn',
}

/** `table, factor=2`: the arguments that a declaration asks for, those that must be given first. */
export function argumentsFor({ inputs, params }: Pick<PythonComponent, 'inputs' | 'params'>): string {
  const given = [...inputs.filter((input) => !input.optional).map((input) => input.name), ...params.filter((param) => initialOf(param) === undefined).map((param) => param.name)]
  const filled = [...inputs.filter((input) => input.optional).map((input) => `${input.name}=None`), ...params.flatMap((param) => {
    const initial = initialOf(param)
    return initial === undefined ? [] : [`${param.name}=${literal(initial)}`]
  })]
  return [...given, ...filled].join(', ')
}

function initialOf(param: PythonComponent['params'][number]): unknown {
  return param.default ?? (param.type === 'columns' ? [] : undefined)
}

/** A value as Python writes it. */
function literal(value: unknown): string {
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (Array.isArray(value)) return value.length === 0 ? '()' : `(${value.map(literal).join(', ')},)`
  return JSON.stringify(value)
}

/** A function that fits a declaration and passes its first table on. */
export function templateFor(declaration: PythonComponent): string {
  const table = declaration.inputs.find((input) => input.type === 'table')?.name
  const values = declaration.outputs.map((output) => (output.type === 'file' ? '"text of the file"' : (table ?? 'pd.DataFrame()')))
  const summary = declaration.summary || 'Tables come as pandas data frames; return one for each output.'
  return `import pandas as pd


def run(${argumentsFor(declaration)}):
    """${summary.replaceAll('"', "'")}"""
    return ${values.join(', ')}
`
}

/** The code with its \`def run(…)\` line as the declaration asks for it; unchanged where there is no plain one. */
export function withSignature(source: string, declaration: PythonComponent): string {
  return source.replace(/^def\s+run\s*\([^)]*\)/m, `def run(${argumentsFor(declaration)})`)
}

/** Whether the code's \`run\` has the arguments that the declaration names; true where that cannot be told from its text. */
export function fitsSignature(source: string, declaration: PythonComponent): boolean {
  const match = /^def\s+run\s*\(([^)]*)\)/m.exec(source)
  if (!match) return false
  const parts = match[1]!.split(',').map((part) => part.trim()).filter((part) => part !== '' && part !== '*' && part !== '/')
  if (parts.some((part) => part.startsWith('*') || /[([{]/.test(part))) return true
  const names = parts.map((part) => part.split(/[=:\s]/)[0]!)
  const wanted = [...declaration.inputs, ...declaration.params].map((each) => each.name)
  return wanted.every((name) => names.includes(name)) && parts.every((part, index) => part.includes('=') || wanted.includes(names[index]!))
}
