import { BIGINT, type DuckDBConnection, type DuckDBPreparedStatement, type DuckDBType, type DuckDBValue } from '@duckdb/node-api'
import type { Column, TableEngine } from '@/lib/catalog/types'
import { columnType } from './column-types'
import { jsonValue, type JsonValue } from './json-values'

const plainName = /^\s*("([^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*)(\s*\.\s*("([^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*))*\s*$/

/** `from …` over a table's or view's name or over the text of a query, whatever comment it ends with. */
export function fromRelation(relation: string): string {
  return plainName.test(relation) ? `select * from ${relation}` : `select * from (${relation}\n)`
}

/** DuckDB as table runners see it, over one open connection. Every text is one statement: `a; b` is refused. */
export class DuckEngine implements TableEngine {
  constructor(
    readonly connection: DuckDBConnection,
    private readonly onLog: (line: string) => void = () => {},
  ) {}

  /** True once a statement ran that may have left something behind in the instance. */
  altered = false

  async run(sql: string, values: unknown[] = []): Promise<void> {
    this.altered = true
    await this.prepared(sql, values, (statement) => statement.run())
  }

  /** @throws Error unless the text parses as exactly one statement. */
  async requireOneStatement(sql: string): Promise<void> {
    const { count } = await this.connection.extractStatements(sql)
    if (count !== 1) throw new Error(`Expected one SQL statement, found ${count}.`)
  }

  /** Like `run`; how many rows were written. */
  async count(sql: string, values: unknown[] = []): Promise<number> {
    const result = await this.prepared(sql, values, (statement) => statement.run())
    return result.rowsChanged
  }

  async all(sql: string, values: unknown[] = []): Promise<Record<string, JsonValue>[]> {
    const { names, rows } = await this.table(sql, values)
    return rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index]!, value])))
  }

  /** Rows as arrays of JSON-safe values, in the order of `names`. */
  async table(sql: string, values: unknown[] = []): Promise<{ names: string[]; rows: JsonValue[][] }> {
    const reader = await this.prepared(sql, values, (statement) => statement.runAndReadAll())
    return { names: reader.deduplicatedColumnNames(), rows: reader.getRows().map((row) => row.map(jsonValue)) }
  }

  columns(relation: string): Promise<Column[]> {
    return this.prepared(fromRelation(relation), [], async (statement) =>
      Array.from({ length: statement.columnCount }, (_, index) => ({
        name: statement.columnName(index),
        type: columnType(statement.columnType(index)),
      })),
    )
  }

  log(line: string): void {
    this.onLog(line)
  }

  private async prepared<T>(sql: string, values: unknown[], use: (statement: DuckDBPreparedStatement) => Promise<T>): Promise<T> {
    const statement = await this.connection.prepare(sql)
    try {
      if (values.length > 0) {
        const bound = values.map(bindable)
        statement.bind(bound.map(({ value }) => value), bound.map(({ type }) => type) as DuckDBType[])
      }
      return await use(statement)
    } finally {
      statement.destroySync()
    }
  }
}

/** A whole number is bound as such: DuckDB's LIMIT takes no double, and large keys compare exactly. */
function bindable(value: unknown): { value: DuckDBValue; type?: DuckDBType } {
  if (value === null || value === undefined) return { value: null }
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { value: BigInt(value), type: BIGINT }
  if (value instanceof Date) return { value: value.toISOString() }
  return { value: value as DuckDBValue }
}
