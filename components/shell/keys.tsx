'use client'

import { createContext, useContext, useEffect, useId, useMemo, useRef, useState } from 'react'
import { keyLabels, matchKeys, pressName } from './key-match'

export interface KeyBinding {
  /** `mod+k`, `shift+a`, `g p`, `?`. */
  keys: string
  /** What it does, as a command: "New pipeline". */
  label: string
  /** Left out where the page listens itself (a canvas); it is then only listed. */
  run?: () => void
}

interface KeyGroup {
  title: string
  bindings: KeyBinding[]
}

interface Registry {
  set(id: string, group: KeyGroup | null): void
}

const Keys = createContext<Registry | null>(null)
const Groups = createContext<KeyGroup[]>([])
const Mac = createContext(false)

/** Typing is not commanding. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

const dialogOpen = () => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null

/** Listens once for the whole page; pages add their keys with `useKeys`. The server knows from the browser's name whether it is a Mac. */
export function KeysProvider({ mac, children }: { mac: boolean; children: React.ReactNode }) {
  const [groups, setGroups] = useState<Map<string, KeyGroup>>(() => new Map())
  const current = useRef(groups)
  useEffect(() => {
    current.current = groups
  }, [groups])
  useEffect(() => {
    let typed = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || /^(Shift|Control|Alt|Meta)$/.test(event.key)) return
      const name = pressName(event)
      if ((isTyping(event.target) || dialogOpen()) && !name.startsWith('mod+')) return
      const bindings = [...current.current.values()].reverse().flatMap((group) => group.bindings.filter(({ run }) => run))
      const { binding, rest } = matchKeys(bindings, typed, name)
      clearTimeout(timer)
      typed = rest
      if (rest) timer = setTimeout(() => (typed = ''), 1000)
      if (!binding) return
      event.preventDefault()
      binding.run?.()
    }
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('keydown', press)
      clearTimeout(timer)
    }
  }, [])
  const registry = useMemo<Registry>(
    () => ({
      set(id, group) {
        setGroups((before) => {
          const after = new Map(before)
          if (group) after.set(id, group)
          else after.delete(id)
          return after
        })
      },
    }),
    [],
  )
  const list = useMemo(() => [...groups.values()], [groups])
  return (
    <Keys.Provider value={registry}>
      <Groups.Provider value={list}>
        <Mac.Provider value={mac}>{children}</Mac.Provider>
      </Groups.Provider>
    </Keys.Provider>
  )
}

/**
 * Adds the page's keys while it is open; `?` lists them and ⌘K offers those that have a `run`. A later page wins over the
 * shell. `bindings` may be made anew in each render: the latest `run` is the one that is called.
 */
export function useKeys(title: string, bindings: KeyBinding[]): void {
  const registry = useContext(Keys)
  const id = useId()
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  const shape = bindings.map(({ keys, label, run }) => `${keys}\t${label}\t${run ? 1 : 0}`).join('\n')
  useEffect(() => {
    if (!registry || !shape) return
    const stable = shape.split('\n').map((line, index) => {
      const [keys = '', label = '', runs] = line.split('\t')
      return { keys, label, run: runs === '1' ? () => latest.current[index]?.run?.() : undefined }
    })
    registry.set(id, { title, bindings: stable })
    return () => registry.set(id, null)
  }, [registry, id, title, shape])
}

/** Everything that can be pressed now, by group. */
export function useKeyGroups(): KeyGroup[] {
  return useContext(Groups)
}

/** Display texts of a binding on this machine: ⌘ or Ctrl. */
export function useKeyLabels(): (keys: string) => string[] {
  const mac = useContext(Mac)
  return (keys) => keyLabels(keys, mac)
}
