/** A column or table name as SQL: always quoted, so that spaces, quotes, keywords and any script are fine. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function idents(names: string[]): string {
  return names.map(ident).join(', ')
}

/** Text as an SQL literal. NUL cannot stand in SQL text, so it goes in by its number. */
export function text(value: string): string {
  const quoted = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`)
  return quoted.length === 1 ? quoted[0]! : `(${quoted.join(' || chr(0) || ')})`
}

/** A finite number as an SQL literal of type DOUBLE, or the integer itself where it is one that JavaScript holds exactly. */
export function numeric(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no SQL literal`)
  if (Number.isSafeInteger(value)) return value < 0 ? `(${value})` : String(value)
  return `CAST('${value}' AS DOUBLE)`
}
