import * as z from 'zod/mini'
import { checkColumn, findColumn } from '../columns'
import type { Column, Field, Inference, TableSchema } from '../types'

/** Columns by which Embed images describes a picture. */
export const descriptionColumns: Column[] = [
  { name: 'network', type: 'other' },
  { name: 'classical', type: 'other' },
]

export const pictureParam = z._default(z.string().check(z.minLength(1, 'Name the column with the pictures')), 'picture')
export const seedParam = z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42)

export const pictureField: Field = { name: 'picture', label: 'Pictures', kind: 'column', from: 'table', types: ['other', 'text'], help: 'The column with the bytes of each image, or with them as base64 text.' }
export const seedField: Field = { name: 'seed', label: 'Seed', kind: 'number', min: 0, step: 1, advanced: true, help: 'The same seed on the same images gives the same result.' }

/** Whether the table's images are described already. */
export const isDescribed = (table: TableSchema): boolean => table !== undefined && descriptionColumns.some(({ name }) => findColumn(table, name))

/** A problem where there are neither pictures nor their descriptions. */
export function checkPictures(picture: string, table: TableSchema): Inference['problems'] {
  return isDescribed(table) ? [] : checkColumn('picture', picture, table, 'table')
}

/** The table without its pictures, their descriptions, and columns that are put anew. */
export function withoutPictures(table: Column[], picture: string, anew: string[] = []): Column[] {
  const gone = new Set([picture, ...descriptionColumns.map(({ name }) => name), ...anew])
  return table.filter(({ name }) => !gone.has(name))
}
