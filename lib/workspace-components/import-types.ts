import { argumentOf } from './names'
import type { PythonComponent, PythonParam } from './schema'

/** What a type of another studio is as a parameter here; undefined for what is no parameter but a file or a table. */
export function paramType(type: string): PythonParam['type'] | undefined {
  switch (type.toLowerCase()) {
    case 'string':
    case 'str':
    case 'text':
    case 'uri':
    case 'url':
    case 'gcspath':
    case 'jsonobject':
    case 'jsonarray':
    case 'list':
    case 'dict':
    case 'struct':
      return 'text'
    case 'integer':
    case 'int':
    case 'number_integer':
      return 'integer'
    case 'float':
    case 'double':
    case 'number':
    case 'number_double':
      return 'number'
    case 'bool':
    case 'boolean':
      return 'boolean'
    default:
      return undefined
  }
}

/** Whether a file of this type is a table, as far as its name tells. */
export function isTable(type: string): boolean {
  return /(dataset|csv|tsv|table|parquet|dataframe|feather|mltable|data_?frame)/i.test(type) && !/image/i.test(type)
}

/** A default as another studio writes it, of the parameter's own type; undefined where it does not suit. */
export function defaultOf(type: PythonParam['type'], value: unknown): PythonParam['default'] | undefined {
  if (value === undefined || value === null) return undefined
  if (type === 'number' || type === 'integer') {
    const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
    return Number.isFinite(number) && (type === 'number' || Number.isInteger(number)) ? number : undefined
  }
  if (type === 'boolean') return typeof value === 'boolean' ? value : /^true$/i.test(String(value)) ? true : /^false$/i.test(String(value)) ? false : undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Names as arguments, each once: `Input data` becomes `input_data`. */
export function uniqueArguments(names: string[]): Map<string, string> {
  const taken = new Set<string>()
  return new Map(
    names.map((name) => {
      const plain = argumentOf(name.toLowerCase() === name ? name : name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase())
      let free = plain
      for (let n = 2; taken.has(free); n++) free = `${plain}_${n}`
      taken.add(free)
      return [name, free] as const
    }),
  )
}

/** A parameter with everything that a declaration wants of it. */
export function newParam(name: string, label: string, type: PythonParam['type'], more: Partial<PythonParam> = {}): PythonParam {
  return { name, label: label.slice(0, 80), help: '', type, choices: [], from: '', ...more }
}

export function newDeclaration(name: string, summary: string): PythonComponent {
  return { kind: 'python', name: name.slice(0, 80) || 'Imported component', summary: summary.replace(/\s+/g, ' ').trim().slice(0, 200), inputs: [], outputs: [], params: [], environment: 'sklearn' }
}
