/** Keys as text: `mod+k`, `shift+a`, `g p` (one after the other), `?`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** One press in the notation above: "mod+k". A printable character carries its shift in itself: "?". */
export function pressName(press: KeyPress): string {
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase()
  const letter = /^[a-z]$/.test(key)
  const parts = [press.ctrlKey || press.metaKey ? 'mod' : '', press.altKey ? 'alt' : '', press.shiftKey && (letter || key.length > 1) ? 'shift' : '']
  return [...parts.filter(Boolean), key].join('+')
}

/**
 * Matches presses against bindings. Returns the binding that is complete, or what was typed of one that has begun
 * (`rest`), which the caller hands back with the next press within a second.
 */
export function matchKeys<B extends { keys: string }>(bindings: B[], typed: string, press: string): { binding?: B; rest: string } {
  for (const sequence of typed ? [`${typed} ${press}`, press] : [press]) {
    const binding = bindings.find(({ keys }) => keys === sequence)
    if (binding) return { binding, rest: '' }
    if (bindings.some(({ keys }) => keys.startsWith(`${sequence} `))) return { rest: sequence }
  }
  return { rest: '' }
}

const symbols: Record<string, [mac: string, other: string]> = {
  mod: ['⌘', 'Ctrl'],
  alt: ['⌥', 'Alt'],
  shift: ['⇧', 'Shift'],
  enter: ['↵', 'Enter'],
  escape: ['Esc', 'Esc'],
  backspace: ['⌫', 'Backspace'],
  delete: ['⌦', 'Del'],
  space: ['Space', 'Space'],
  pageup: ['Page up', 'Page up'],
  pagedown: ['Page down', 'Page down'],
  home: ['Home', 'Home'],
  end: ['End', 'End'],
  arrowup: ['↑', '↑'],
  arrowdown: ['↓', '↓'],
  arrowleft: ['←', '←'],
  arrowright: ['→', '→'],
}

/** For display, one text per press: `mod+k` → ["⌘K"] or ["Ctrl+K"], `g p` → ["G", "P"]. */
export function keyLabels(keys: string, mac: boolean): string[] {
  return keys.split(' ').map((press) => {
    const parts = press === '+' ? ['+'] : press.split('+').map((part) => symbols[part]?.[mac ? 0 : 1] ?? (part.length === 1 ? part.toUpperCase() : part))
    return parts.join(mac ? '' : '+')
  })
}
