import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'

export const ExportParams = z.object({
  format: z._default(z.enum(['csv', 'parquet', 'excel']), 'csv'),
  name: z._default(z.string(), 'export'),
  delimiter: z._default(z.enum(['comma', 'semicolon', 'tab', 'pipe']), 'comma'),
  decimal: z._default(z.enum(['point', 'comma']), 'point'),
  header: z._default(z.boolean(), true),
  quote: z._default(z.enum(['needed', 'all']), 'needed'),
  missing: z._default(z.string().check(z.maxLength(100)), ''),
  gzip: z._default(z.boolean(), false),
})
export type ExportParams = z.infer<typeof ExportParams>

export const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const

/** The file's name with its ending; signs that file systems refuse become `_`. */
export function exportedName({ name, format, gzip, delimiter }: ExportParams): string {
  const stem = name.trim().replace(/[^\p{L}\p{N} ._()-]/gu, '_').replace(/^\.+/, '').slice(0, 100) || 'export'
  const ending = format === 'parquet' ? '.parquet' : format === 'excel' ? '.xlsx' : `${delimiter === 'tab' ? '.tsv' : '.csv'}${gzip ? '.gz' : ''}`
  return stem.toLowerCase().endsWith(ending) ? stem : `${stem}${ending}`
}

/** What stops the step, in words. */
export function exportMistake(params: ExportParams): Omit<Inference['problems'][number], 'severity'> | undefined {
  if (params.format !== 'csv') return undefined
  if (params.decimal === 'comma' && params.delimiter === 'comma') return { param: 'delimiter', message: 'With a decimal comma, values cannot be separated by commas', fix: { label: 'Separate by semicolons', params: { delimiter: 'semicolon' } } }
  if (/["\r\n]/.test(params.missing) || params.missing.includes(delimiters[params.delimiter])) {
    return { param: 'missing', message: 'What stands for a missing value cannot hold quotes, line breaks or the separator', fix: { label: 'Leave such values empty', params: { missing: '' } } }
  }
  return undefined
}

function infer({ params }: InferContext<ExportParams>): Inference {
  const mistake = exportMistake(params)
  return { outputs: {}, problems: mistake ? [{ severity: 'error', ...mistake }] : [] }
}

const isCsv = (params: Record<string, unknown>) => params.format === 'csv'

export const exportData = defineComponent({
  id: 'data.export',
  version: 1,
  name: 'Export data',
  category: 'Data',
  icon: 'file-down',
  summary: 'A table as a CSV, Excel or Parquet file to download',
  keywords: ['download', 'save', 'write', 'csv', 'tsv', 'parquet', 'file', 'excel', 'xlsx'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to write.' }],
  outputs: [{ name: 'file', type: 'file', label: 'File', help: 'The file, to download from the run.' }],
  params: ExportParams,
  fields: [
    { name: 'format', label: 'Format', kind: 'choice', options: [{ value: 'csv', label: 'CSV', help: 'Text that every program reads.' }, { value: 'excel', label: 'Excel', help: 'A workbook of one sheet, up to a million rows.' }, { value: 'parquet', label: 'Parquet', help: 'Small and quick, with types.' }] },
    { name: 'name', label: 'File name', kind: 'text', help: 'Without its ending.' },
    { name: 'delimiter', label: 'Values are separated by', kind: 'choice', options: [{ value: 'comma', label: 'Comma' }, { value: 'semicolon', label: 'Semicolon' }, { value: 'tab', label: 'Tab' }, { value: 'pipe', label: 'Vertical bar' }], visible: isCsv },
    { name: 'decimal', label: 'Decimal mark', kind: 'choice', options: [{ value: 'point', label: 'Point: 1.5' }, { value: 'comma', label: 'Comma: 1,5' }], visible: isCsv },
    { name: 'header', label: 'First line has the names', kind: 'switch', visible: isCsv },
    { name: 'quote', label: 'Quotes', kind: 'choice', options: [{ value: 'needed', label: 'Where needed' }, { value: 'all', label: 'Around every value' }], visible: isCsv, advanced: true },
    { name: 'missing', label: 'A missing value is written', kind: 'text', placeholder: 'as nothing', visible: isCsv, advanced: true },
    { name: 'gzip', label: 'Compress (gzip)', kind: 'switch', visible: isCsv, advanced: true },
  ],
  describe: (params) => exportedName(params),
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
