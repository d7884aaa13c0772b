import * as z from 'zod/mini'
import { findColumn } from '../columns'
import { defineLearned } from './learned'

/** What Select features learned: which columns it kept, best first, and which it took out. */
const Selection = z.object({ kind: z.literal('select-features'), version: z.literal(1), kept: z.array(z.string()), dropped: z.array(z.string()) })

/** Takes the same columns out of another table; those that it lacks already do not matter, and further ones stay. */
export const featureSelection = defineLearned(
  Selection,
  ({ kept }) => kept,
  (step, { dropped }, table, columns) => {
    const present = dropped.filter((name) => findColumn(columns, name))
    step.metric('dropped_columns', present.length)
    return `SELECT ${columns.filter(({ name }) => !present.includes(name)).map(({ sql }) => sql).join(', ')} FROM ${table}`
  },
)
