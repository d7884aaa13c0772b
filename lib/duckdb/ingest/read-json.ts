import { ident, text } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import type { DuckEngine } from '../engine'
import { withRead } from './checked'
import { columnNames } from './column-names'
import { lastNames } from './findings'
import { inferTypes } from './infer-types'
import { plainText } from './plain-text'
import type { Reading, Source } from './source'

/** DuckDB holds two buffers of this size a thread, so a longer one costs every file. */
const longestRecord = 16 << 20

/** A list of records, or one record a line. Nested values stay nested; a column of mixed kinds becomes text. */
export async function readJson({ engine, file, scratch, options, thorough = false }: Reading): Promise<Source> {
  const plain = await plainText(file, scratch, options.encoding)
  const relation = `read_json(${text(plain.file)}, sample_size = -1, map_inference_threshold = -1, maximum_object_size = ${longestRecord})`
  const described = await engine.all(`describe from ${relation}`)
  const columns = described.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }))
  refuseNonRecords(columns)
  if (columns.length === 1 && columns[0]!.name === 'json') await refuseBareValues(engine, relation, plain.file)
  const names = columnNames(columns.map((column) => column.name))
  const unmixed = columns.map(({ name, type }) => (type === 'JSON' ? `${ident(name)} ->> '$' as ${ident(name)}` : ident(name)))
  const source = `(select ${unmixed.join(', ')} from ${relation})`
  const texts = columns.filter(({ type }) => type === 'VARCHAR' || type === 'JSON').map((column) => column.name)
  const inferred = await inferTypes(engine, source, texts, { numbers: false, options, thorough, others: columns.map((column) => column.name) })
  const converted = new Map(texts.map((name, index) => [name, inferred.parts[index]!]))
  const wanted = lastNames(names, options)
  const select = columns.map(({ name }, index) => `${converted.get(name) ?? ident(name)} as ${ident(wanted[index]!)}`)
  const mixed = columns.filter(({ type }) => type === 'JSON').map(({ name }) => `“${name}” holds values of several kinds and was read as text.`)
  return { query: `select ${select.join(', ')} from ${withRead(source, inferred.beside)}`, notes: [...plain.notes, ...mixed, ...inferred.notes], doubts: [...mixed, ...inferred.doubts], findings: names.map((name, index) => inferred.findings.find((finding) => finding.name === columns[index]!.name) ?? { name, markers: [] }) }
}

function refuseNonRecords(columns: { name: string; type: string }[]): void {
  const [only] = columns
  if (!only) throw new UserError('The JSON holds no records.')
  if (columns.length > 1) return
  if (/^STRUCT\(.*\)\[\]$/.test(only.type)) throw new UserError(`The JSON is one object whose “${only.name}” holds the records. Save that list alone and upload it.`)
}

/** DuckDB gives values that are no records a column called json; so might a record. */
async function refuseBareValues(engine: DuckEngine, relation: string, file: string): Promise<void> {
  const rows = await engine.all(`select 1 from ${relation} limit 1`)
  if (rows.length === 0) throw new UserError('The JSON holds no records.')
  const [named] = await engine.all(`select 1 from read_json_objects(${text(file)}) where json_type(json) = 'OBJECT' limit 1`)
  if (!named) throw new UserError('The JSON is a list of bare values. A table needs a list of records, such as [{"name": "a", "value": 1}].')
}

/** A sentence with the record, of DuckDB's message about malformed JSON; undefined if it is not one. */
export function explainJson(message: string): string | undefined {
  const at = /Malformed JSON in file .*?, at byte (\d+) in (?:record\/value|line|object) (\d+): ([^.\n]*)/.exec(message)
  if (at) return `The JSON is malformed in record ${at[2]}: ${at[3]!.trim()} (byte ${at[1]} of that record).`
  if (/maximum_object_size/.test(message)) return 'One record of the JSON is larger than 16 MB.'
  if (/Duplicate name "([^"]*)"/.test(message)) return `A record names “${/Duplicate name "([^"]*)"/.exec(message)![1]}” twice.`
  return /JSON/.test(message) ? `The JSON cannot be read: ${message.split('\n')[0]!.replace(/^Invalid Input Error: /, '').slice(0, 200)}` : undefined
}
