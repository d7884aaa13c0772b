import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { copyFileSync, constants, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { text } from '@/lib/catalog/sql-text'
import { ChildError } from './child-error'

/** DuckDB's own limit is a part of the child's: its buffers are not all that a query holds. */
const engineShare = 0.55

/** All processors; two at least, since with one the rows of a Parquet file are grouped otherwise than with several. */
export function manyThreads(): number {
  return Math.max(2, Number(process.env.ATELIER_STEP_THREADS) || availableParallelism())
}

/** What a child keeps between operations: one DuckDB instance for our own statements, one for steps, each made when first needed. */
export class Session {
  private open: Promise<DuckDBInstance> | undefined
  private boxed: Promise<DuckDBInstance> | undefined
  /** The only folder that statements of a step can read or write; inputs are linked into it. */
  readonly box: string
  private links = 0
  private parallel = false
  private readonly limits = new WeakMap<DuckDBInstance, number>()
  /** Clearing after the last step; a failure to clear ends the child. */
  busy: Promise<void> = Promise.resolve()

  constructor(readonly folder: string) {
    this.box = path.join(folder, 'box')
    mkdirSync(this.box, { recursive: true })
  }

  /** A connection for statements of our own, which may name any file. The caller closes it. */
  async connect(memoryMb: number): Promise<DuckDBConnection> {
    this.open ??= this.create('2')
    return this.limited(await this.open, memoryMb)
  }

  /**
   * A connection for statements that may hold a person's SQL: it sees the box and no other file. One thread, because sums of
   * floating-point numbers depend on the order of their parts, and equal inputs must give equal bytes; see `useThreads`.
   */
  async connectBoxed(memoryMb: number): Promise<DuckDBConnection> {
    this.boxed ??= this.createBoxed()
    const connection = await this.limited(await this.boxed, memoryMb)
    await this.useThreads(connection, false)
    return connection
  }

  /** Until the next `connectBoxed`, or the next call, statements of steps work on every processor, or on one thread again where `many` is false. */
  async useThreads(connection: DuckDBConnection, many = true): Promise<void> {
    if (this.parallel === many) return
    this.parallel = many
    await connection.run(`set threads = ${many ? manyThreads() : 1}`)
  }

  /** Makes a file readable for a step and tells its path in the box. @throws ChildError `data_unavailable`. */
  link(file: string): string {
    if (!existsSync(file)) throw new ChildError('data_unavailable', `The file ${path.basename(file).slice(0, 16)}… that this step reads is not on this machine.`)
    const inside = path.join(this.box, `in-${this.links++}${path.extname(file)}`)
    try {
      linkSync(file, inside)
    } catch {
      copyFileSync(file, inside, constants.COPYFILE_FICLONE)
    }
    return inside
  }

  /** Drops what a step left: files in the box and, where its statements `altered` the instance, tables that outlive a connection. */
  async clear(altered: boolean): Promise<void> {
    for (const name of readdirSync(this.box)) rmSync(path.join(this.box, name), { recursive: true, force: true })
    if (!this.boxed || !altered) return
    const connection = await (await this.boxed).connect()
    try {
      const left = await connection.runAndReadAll(
        `select 'drop view if exists ' || quoted from (select format('"{}"', replace(view_name, '"', '""')) quoted from duckdb_views() where not internal)
         union all select 'drop table if exists ' || format('"{}"', replace(table_name, '"', '""')) || ' cascade' from duckdb_tables() where not internal`,
      )
      for (const [statement] of left.getRows()) await connection.run(String(statement))
    } finally {
      connection.closeSync()
    }
  }

  private async create(threads: string): Promise<DuckDBInstance> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads,
      preserve_insertion_order: 'true',
      autoload_known_extensions: 'false',
      autoinstall_known_extensions: 'false',
      allow_community_extensions: 'false',
      temp_directory: path.join(this.folder, 'spill'),
    })
    const connection = await instance.connect()
    await connection.run(`set global TimeZone = 'UTC'`)
    connection.closeSync()
    return instance
  }

  /** The limit is the instance's: it is set where it changes. */
  private async limited(instance: DuckDBInstance, memoryMb: number): Promise<DuckDBConnection> {
    const connection = await instance.connect()
    if (this.limits.get(instance) === memoryMb) return connection
    await connection.run(`set memory_limit = '${Math.max(64, Math.floor(memoryMb * engineShare))}MB'`)
    this.limits.set(instance, memoryMb)
    return connection
  }

  private async createBoxed(): Promise<DuckDBInstance> {
    const instance = await this.create('1')
    const connection = await instance.connect()
    await connection.run(`set allowed_directories = [${text(this.box)}]`)
    await connection.run('set enable_external_access = false')
    connection.closeSync()
    return instance
  }
}
