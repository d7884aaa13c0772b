import type { ColumnType } from '@/lib/catalog/types'

export interface ColumnFacts {
  name: string
  type: ColumnType
  missing: number
  /** Different values, missing not counted. */
  distinct: number
  /** Whole numbers that count the rows up: 1, 2, 3 … in some order, none twice. */
  counting: boolean
  /**
   * How the column alone tells the target of every row, where it does. `value`: each of few values has one target;
   * `limits`: each class has a range of its own; `line`: the target is a straight line of it.
   */
  tells?: 'value' | 'limits' | 'line'
}

export interface TargetFacts {
  name: string
  missing: number
  distinct: number
  /** The commonest values first, at most 50; of a target of classes alone. */
  classes: { value: string; rows: number }[]
}

/** What a table that a model is to learn from holds, counted. */
export interface TableFacts {
  rows: number
  columns: ColumnFacts[]
  target: TargetFacts | null
}
