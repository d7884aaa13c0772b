import { freshName } from '../columns'
import { ident } from '../sql-text'
import type { Column, TableEngine } from '../types'
import { UserError } from '../user-error'
import { engineSentence, isDataError } from './engine-errors'

export interface Attempt {
  /** How the expression is called in the message: a column's name, or `The condition`. */
  label: string
  /** The relation over which it is computed, as SQL that can follow FROM. */
  from: string
  columns: Column[]
  /** The expression as it failed, and as it gives NULL instead. */
  strict: string
  lenient: string
  uses: string[]
}

/** Rows that are tried one by one; in the usual case the first is it. */
const most = 200

/**
 * Finds the first row in which an expression cannot be computed, after the engine has refused the whole.
 * @returns a UserError that names the row and the values, or `undefined` where this expression is not at fault.
 */
export async function explainFailure(engine: TableEngine, attempt: Attempt): Promise<UserError | undefined> {
  const row = freshName('row', attempt.columns.map((column) => column.name))
  const numbered = `(SELECT *, row_number() OVER () AS ${ident(row)} FROM ${attempt.from})`
  const present = attempt.uses.map((name) => `${ident(name)} IS NOT NULL`)
  const values = attempt.uses.map((name, index) => `CAST(${ident(name)} AS VARCHAR) AS v${index}`)
  const candidates = await engine.all(
    `SELECT ${[`${ident(row)} AS place`, ...values].join(', ')} FROM ${numbered} WHERE ${[`(${attempt.lenient}) IS NULL`, ...present].join(' AND ')} ORDER BY 1 LIMIT ${most}`,
  )
  for (const candidate of candidates) {
    try {
      await engine.all(`SELECT ${attempt.strict} AS value FROM ${numbered} WHERE ${ident(row)} = ${Number(candidate.place)}`)
    } catch (error) {
      if (!isDataError(error)) throw error
      const seen = attempt.uses.map((name, index) => `“${name}” is ${String(candidate[`v${index}`])}`)
      return new UserError(`${attempt.label} cannot be computed in row ${String(candidate.place)}: ${engineSentence(error)}.${seen.length > 0 ? ` There ${seen.join(', ')}.` : ''}`, { cause: error })
    }
  }
  return undefined
}
