import { useLayoutEffect, useState } from 'react'
import type { Ink } from './prepare/run-lines-svg'

/** The theme's colours as a canvas needs them, resolved again when the theme changes. Null until the browser has them. */
export function useInk(): Ink | null {
  const [ink, setInk] = useState<Ink | null>(null)
  useLayoutEffect(() => {
    const read = () => setInk(readInk())
    read()
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', read)
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      system.removeEventListener('change', read)
      observer.disconnect()
    }
  }, [])
  return ink
}

function readInk(): Ink {
  const probe = document.createElement('i')
  document.body.append(probe)
  const resolved = new Map<string, string>()
  for (const name of ['surface', 'fg', 'muted', 'line', ...Array.from({ length: 8 }, (_, index) => `series-${index + 1}`)]) {
    probe.style.color = `var(--${name})`
    resolved.set(`var(--${name})`, getComputedStyle(probe).color)
  }
  probe.remove()
  const of = (colour: string) => resolved.get(colour) ?? colour
  return { of, ground: of('var(--surface)'), text: of('var(--fg)'), muted: of('var(--muted)'), grid: of('var(--line)') }
}
