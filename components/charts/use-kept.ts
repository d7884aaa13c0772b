import { useState } from 'react'

/**
 * The value, or the last one that was there: a chart stays until the next can be drawn, and so does its open menu.
 * A value counts as new where `mark` is another one.
 */
export function useKept<T>(value: T | undefined, mark: unknown = value): T | undefined {
  const [kept, setKept] = useState({ value, mark })
  if (value !== undefined && mark !== kept.mark) setKept({ value, mark })
  return value ?? kept.value
}
