'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Annotation } from '@/lib/labeling/shapes'
import type { TaskDocument } from '@/lib/labeling/edits/document'
import type { LabelingSession } from './session'

const Session = createContext<LabelingSession | null>(null)
export const SessionProvider = Session.Provider

export function useLabeling(): LabelingSession {
  const session = useContext(Session)
  if (!session) throw new Error('useLabeling outside of the labeling page')
  return session
}

/** The annotations of a task, in their order; renders again when one changes. */
export function useAnnotations(document: TaskDocument): readonly Annotation[] {
  return useSyncExternalStore(document.subscribe, document.all, document.all)
}
