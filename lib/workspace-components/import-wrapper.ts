import type { FoundFunction } from './kubeflow-function'
import type { ForeignPort } from './imported'
import type { PythonComponent } from './schema'

/** The parts of the Python that calls a foreign function as a component here. */
export interface Wrapper {
  declaration: PythonComponent
  found: FoundFunction
  /** Names that the function expects of its own package. */
  stubs: string
  /** Lines that put the inputs where the function looks for them. */
  before: string[]
  /** What it is called with: `table_path=in_table`. */
  calls: string[]
  /** What comes back, an expression for each output. */
  returned: string[]
  notes: string[]
}

/**
 * Gives single values that the function returns a way out: a table of one row, since steps here hand on tables and files.
 * A component that gives nothing gets a table that says that it has run.
 */
export function withValues(wrapper: Wrapper, values: readonly ForeignPort[]): Wrapper & { after: string[] } {
  const { declaration, returned, notes } = wrapper
  const after: string[] = []
  if (values.length > 0) {
    const label = values.map((port) => port.name)
    declaration.outputs.push({ name: 'values', type: 'table', label: 'Values', help: `A row with ${label.join(', ')}.`.slice(0, 500), like: '' })
    after.push('    values = returned if isinstance(returned, tuple) else (returned,)')
    returned.push(`pd.DataFrame([values], columns=${JSON.stringify(label)})`)
    notes.push(`What it returns (${label.join(', ')}) becomes a table of one row, since steps here hand on tables and files.`)
  }
  if (declaration.outputs.length === 0) {
    declaration.outputs.push({ name: 'done', type: 'table', label: 'Done', help: 'A table of one row that says that it has run.', like: '' })
    returned.push('pd.DataFrame({"done": [True]})')
    notes.push('It gives nothing on there; here it gives a table of one row.')
  }
  return { ...wrapper, after }
}

/** The whole source: the function as it was, and a `run` around it. */
export function sourceOf({ declaration, found, stubs, before, calls, after, returned }: Wrapper & { after: string[] }): string {
  const names = [...declaration.inputs, ...declaration.params].map((each) => each.name)
  const top = withoutKfp(found.before)
  return [
    'from __future__ import annotations\n',
    'import os\nimport tempfile\nfrom typing import *  # the function may name types\n\nimport pandas as pd\n',
    `\n${stubs}\n`,
    top === '' ? '' : `\n${top}\n`,
    `\n${found.text.trimEnd()}\n`,
    `\n\ndef run(${names.join(', ')}):\n    folder = tempfile.mkdtemp()\n${[...before, `    returned = ${found.name}(${calls.join(', ')})`, ...after].join('\n')}\n    return ${returned.join(', ')}\n`,
  ]
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
}

/** Imports of the kfp package are left out, and so is a second future import. */
function withoutKfp(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*(?:import\s+kfp|from\s+kfp|from\s+__future__)/.test(line))
    .join('\n')
    .trim()
}
