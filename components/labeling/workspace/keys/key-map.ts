import { keyActions } from './actions'

/** A person's own keys, by action; actions that are not in it have those they had at first. */
export type OwnKeys = Record<string, string[]>

/** `mod+shift+z`. Digits are those of the upper row whatever the layout; a printable sign carries its shift in itself. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  const key = digit ?? (event.key === ' ' ? 'space' : event.key.toLowerCase())
  const plain = digit !== undefined || key.length > 1 || /^[a-z]$/.test(key)
  const parts = [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : '', event.shiftKey && plain ? 'shift' : '']
  return [...parts.filter(Boolean), key].join('+')
}

export function keysOf(id: string, own: OwnKeys): string[] {
  return own[id] ?? keyActions.find((action) => action.id === id)?.keys ?? []
}

/** What a key does; its id, or undefined. */
export function actionFor(key: string, own: OwnKeys): string | undefined {
  return keyActions.find(({ id }) => keysOf(id, own).includes(key))?.id
}

/** The own keys with `key` doing `id` alone: it is taken away from whatever had it. */
export function withKey(own: OwnKeys, id: string, key: string): OwnKeys {
  const next: OwnKeys = { ...own }
  for (const action of keyActions) {
    const keys = keysOf(action.id, own)
    if (action.id !== id && keys.includes(key)) next[action.id] = keys.filter((other) => other !== key)
  }
  return { ...next, [id]: [key] }
}

const place = (person: string) => `atelier-label-keys-${person}`

export function readOwnKeys(person: string): OwnKeys {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place(person)) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string[]] => Array.isArray(entry[1]) && entry[1].every((key) => typeof key === 'string')))
  } catch {
    return {}
  }
}

export function writeOwnKeys(person: string, own: OwnKeys): void {
  try {
    localStorage.setItem(place(person), JSON.stringify(own))
  } catch {
    // A browser that keeps nothing forgets them with the page.
  }
}
