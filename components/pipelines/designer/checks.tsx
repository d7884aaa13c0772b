'use client'

import '@/lib/catalog/everything'
import { useDesigner } from './designer-context'
import { useChecks } from './hooks/use-checks'

/** Keeps problems and columns up with the draft; draws nothing. */
export function Checks() {
  const { draft, checked, advice, inside } = useDesigner()
  useChecks(draft, checked, advice, inside)
  return null
}
