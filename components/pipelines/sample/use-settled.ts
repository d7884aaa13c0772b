import { useEffect, useState } from 'react'

/** The value once it has not changed for `ms`; the first one, and the first after another `subject`, at once. */
export function useSettled<T>(value: T, ms: number, subject: unknown): T {
  const [settled, setSettled] = useState({ value, subject })
  const current = settled.subject === subject ? settled : { value, subject }
  if (current !== settled) setSettled(current)
  useEffect(() => {
    if (Object.is(current.value, value)) return
    const timer = setTimeout(() => setSettled({ value, subject }), ms)
    return () => clearTimeout(timer)
  }, [current, value, ms, subject])
  return current.value
}
