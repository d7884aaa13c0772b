import { useEffect } from 'react'
import { useAwake } from '../../use-awake'
import { preloadHeavy, preloadParts } from '../lazy-parts'

/** Fetches the rest of the designer with the first movement or key press, and the heavy parts once it is quiet after that; what there was no network for, once there is. */
export function usePreload(): void {
  const awake = useAwake()
  useEffect(() => {
    if (!awake) return
    preloadParts()
    const timer = setTimeout(preloadHeavy, 2_000)
    window.addEventListener('online', preloadParts)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', preloadParts)
    }
  }, [awake])
}
