'use client'

import { useEffect, useState } from 'react'
import { lazyPart } from '@/components/ui/lazy-part'
import { useAwake } from '../use-awake'
import { useDesigner } from './designer-context'

const Checks = lazyPart(() => import('./checks').then((module) => module.Checks), { failed: () => null })

/** Fetches the checks and all declarations with the first sign that somebody works here, or when the graph changes by another's hand. */
export function LateChecks() {
  const { draft } = useDesigner()
  const awake = useAwake()
  const [changed, setChanged] = useState(false)
  useEffect(() => draft.graph.subscribe(() => setChanged(true)), [draft])
  return awake || changed ? <Checks /> : null
}
