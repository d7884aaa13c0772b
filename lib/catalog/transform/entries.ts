import { checkColumn, closestName, findColumn, missingMessage, sameName, typeName, typeNames } from '../columns'
import type { Column, ColumnType, Inference, TableSchema } from '../types'

type Found = Inference['problems'][number]

/**
 * Problems of the column that entry `index` of the list `param` names, each with a fix: the name that was likely meant, or the
 * entry removed. @param what the entry in words, such as `Rule`
 */
export function checkEntry<E extends { column: string }>(param: string, entries: E[], index: number, input: TableSchema, what: string, types?: ColumnType[]): Found[] {
  const entry = entries[index]!
  const remove = { label: `Remove ${what.toLowerCase()} ${index + 1}`, params: { [param]: entries.filter((_, at) => at !== index) } }
  const error = (message: string, fix = remove): Found[] => [{ severity: 'error', port: 'table', param, message, fix }]
  if (entry.column === '') return error(`${what} ${index + 1} names no column`)
  if (!input) return []
  const column = findColumn(input, entry.column)
  if (!column) {
    const close = closestName(entry.column, input.map((other) => other.name))
    if (close === undefined) return error(missingMessage(entry.column, input))
    return error(missingMessage(entry.column, input), { label: `Use “${close}”`, params: { [param]: entries.map((other, at) => (at === index ? { ...other, column: close } : other)) } })
  }
  if (types && column.type !== 'other' && !types.includes(column.type)) return error(`The column “${column.name}” is ${typeName(column.type)}, but this needs ${typeNames(types)}`)
  return []
}

/** Problems of one column kept in `param` that must be chosen and be of one of `types`. */
export function checkNeeded(param: string, name: string, input: TableSchema, port: string, what: string, types?: ColumnType[]): Found[] {
  if (name === '') {
    const suited = input?.filter((column) => !types || types.includes(column.type)) ?? []
    const fix = suited.length === 1 ? { label: `Use “${suited[0]!.name}”`, params: { [param]: suited[0]!.name } } : undefined
    return [{ severity: 'error', port, param, message: `Choose ${what}`, ...(fix && { fix }) }]
  }
  const column = input && findColumn(input, name)
  if (column && types && column.type !== 'other' && !types.includes(column.type)) {
    return [{ severity: 'error', port, param, message: `The column “${name}” is ${typeName(column.type)}, but this needs ${typeNames(types)}` }]
  }
  return checkColumn(param, name, input, port)
}

/** The first of `columns` whose name, as the engine compares names, an earlier one has. */
export function namedTwice(columns: Column[]): Column | undefined {
  return columns.find((column, index) => columns.findIndex((other) => sameName(other.name, column.name)) !== index)
}

/** The columns of `input` that a step looks at: the chosen ones, or all of the types that suit. */
export function chosenOrAll(chosen: string[], input: Column[], types: ColumnType[]): Column[] {
  const names = new Set(chosen)
  return input.filter((column) => (names.size === 0 ? types.includes(column.type) : names.has(column.name)))
}
