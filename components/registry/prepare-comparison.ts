import type { VersionDetail } from '@/lib/registry/views'

export interface ComparedRow {
  key: string
  /** Null where the version has none. */
  from: string | number | null
  to: string | number | null
  /** From the first to the second, where both are finite numbers. */
  change: number | null
  same: boolean
}

type Values = Map<string, string | number>

/** Metrics, parameters, columns and what else two versions can differ in, by name. */
export function compareVersions(from: VersionDetail, to: VersionDetail): { title: string; rows: ComparedRow[] }[] {
  const both = (values: (version: VersionDetail) => Values) => rowsOf(values(from), values(to))
  return [
    { title: 'Metrics', rows: both(metricsOf) },
    { title: 'Parameters', rows: both(({ params }) => pairs(params)) },
    { title: 'Columns that it takes', rows: both(({ signature }) => columnsOf(signature?.inputs)) },
    { title: 'Columns that it gives', rows: both(({ signature }) => columnsOf(signature?.outputs)) },
    { title: 'Tags', rows: both(({ tags }) => pairs(tags)) },
    { title: 'Origin', rows: both(originOf) },
  ]
}

const pairs = (list: { key: string; value: string }[]): Values => new Map(list.map(({ key, value }) => [key, value]))
const columnsOf = (columns: { name: string; type: string; optional: boolean }[] = []): Values => new Map(columns.map(({ name, type, optional }) => [name, optional ? `${type}, optional` : type]))

/** What was measured on the model itself goes before what its run has measured. */
const metricsOf = ({ metrics, modelMetrics }: VersionDetail): Values =>
  new Map<string, string | number>([...metrics.map(({ key, last }) => [key, last] as const), ...modelMetrics.map(({ key, value, dataset }) => [dataset ? `${key}, on ${dataset}` : key, value] as const)])

const originOf = ({ run, by, aliases, modelType, signature, description }: VersionDetail): Values =>
  new Map(Object.entries({ Run: run?.name ?? '', Experiment: run?.experimentName ?? '', 'Registered by': by, Aliases: aliases.join(', '), Flavour: signature?.flavors.join(', ') || modelType, Description: description }).filter(([, value]) => value !== ''))

function rowsOf(from: Values, to: Values): ComparedRow[] {
  return [...new Set([...from.keys(), ...to.keys()])].sort((a, b) => a.localeCompare(b)).map((key) => {
    const [one, other] = [from.get(key) ?? null, to.get(key) ?? null]
    return { key, from: one, to: other, change: typeof one === 'number' && typeof other === 'number' ? other - one : null, same: one === other }
  })
}
