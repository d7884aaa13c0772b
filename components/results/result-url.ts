'use client'

import { useCallback, useMemo } from 'react'
import { useUrlState } from '@/components/runs/use-url-state'
import type { Look } from '@/components/tables/table-queries'
import type { Column } from '@/lib/catalog/types'
import { TableFilter, TableSort } from '@/lib/data/table-filter'
import * as z from 'zod/mini'

/** A table's order and filters in the address: a link shows the same rows. */
export function useUrlLook(columns: Column[]): { look: Look; setLook: (look: Look) => void } {
  const url = useUrlState()
  const [filter, sort] = [url.get('filter'), url.get('sort')]
  const look = useMemo(() => readLook(filter, sort, columns), [filter, sort, columns])
  const setLook = useCallback((next: Look) => url.set(writeLook(next)), [url])
  return { look, setLook }
}

/** What is not readable, or names a column that the table lacks, is left out. */
export function readLook(filter: string | null, sort: string | null, columns: Column[]): Look {
  const has = (name: string) => columns.some((column) => column.name === name)
  const filters = parse(filter, z.array(TableFilter)) ?? []
  const order = parse(sort, TableSort)
  return { sort: order && has(order.column) ? order : null, filters: filters.filter((entry) => has(entry.column) && (!('other' in entry) || has(entry.other))) }
}

export function writeLook(look: Look): { filter: string | null; sort: string | null } {
  return { filter: look.filters.length > 0 ? JSON.stringify(look.filters) : null, sort: look.sort ? JSON.stringify(look.sort) : null }
}

function parse<S extends z.core.$ZodType>(text: string | null, schema: S): z.output<S> | null {
  if (text === null) return null
  try {
    return z.safeParse(schema, JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
