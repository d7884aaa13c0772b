'use client'

import { useEffect, useState } from 'react'
import { useStore } from '@/components/pipelines/draft/store'
import { useKeyLabels } from '@/components/shell/keys'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { useLabeling } from '../page/session-context'
import { fixedKeys, keyActions, type KeyAction } from './actions'
import { actionFor, keyName, keysOf, withKey } from './key-map'

const groups: KeyAction['group'][] = ['Tools', 'Shapes', 'View', 'Image']
/** Browsers keep these for themselves, or they mean something fixed here. */
const reserved = /^(mod\+[twnq]|f5|f11|f12|tab|shift\+tab|space|arrow\w+|\d)$/

/** The keys of the labeling page; each can be changed, for oneself. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { settings } = useLabeling()
  const own = useStore(settings.keys)
  const [waiting, setWaiting] = useState<string | null>(null)
  const [note, setNote] = useState('')

  useEffect(() => {
    if (!waiting) return
    function press(event: KeyboardEvent) {
      if (/^(Shift|Control|Alt|Meta)$/.test(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      const key = keyName(event)
      if (key === 'escape') return setWaiting(null)
      if (reserved.test(key)) return setNote('The browser or the page needs that key. Press another one, or Escape.')
      const before = actionFor(key, settings.keys.get())
      const other = before !== waiting && keyActions.find(({ id }) => id === before)
      settings.keys.set(withKey(settings.keys.get(), waiting!, key))
      setNote(other ? `“${other.label}” had that key and has none of its own now.` : '')
      setWaiting(null)
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [waiting, settings])

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Keys" description="Press a key’s button to change it. Your keys are kept in this browser." width={760}>
        <div className="mb-3 flex min-h-7 items-center justify-between gap-3">
          <p role="status" className="text-sm text-muted">
            {waiting ? 'Press the new key, or Escape to keep the old one.' : note}
          </p>
          {Object.keys(own).length > 0 && (
            <Button size="sm" onClick={() => (settings.keys.set({}), setNote('All keys are as they were at first.'))}>
              Reset all
            </Button>
          )}
        </div>
        <div className="columns-2 gap-8 max-sm:columns-1">
          {groups.map((group) => (
            <section key={group} className="mb-4">
              <h3 className="mb-1 text-sm text-muted">{group}</h3>
              <dl>
                {keyActions.filter((action) => action.group === group).map(({ id, label }) => (
                  <Row key={id} label={label} keys={keysOf(id, own)} waiting={waiting === id} onChange={() => (setWaiting(id), setNote(''))} />
                ))}
                {fixedKeys.filter((fixed) => fixed.group === group).map(({ keys, label }) => (
                  <Row key={label} label={label} keys={keys} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Row({ label, keys, waiting, onChange }: { label: string; keys: readonly string[]; waiting?: boolean; onChange?: () => void }) {
  const labels = useKeyLabels()
  const shown = keys.map((key) => <Kbd key={key}>{labels(key).join(' ')}</Kbd>)
  return (
    <div className="flex min-h-7 break-inside-avoid items-center justify-between gap-4">
      <dt>{label}</dt>
      <dd className="flex shrink-0 gap-1">
        {onChange ? (
          <button type="button" aria-label={`Change the key for ${label}`} className="flex min-h-6 min-w-8 items-center justify-center gap-1 rounded-sm border border-transparent px-1 hover:border-line-strong hover:bg-hover" onClick={onChange}>
            {waiting ? <span className="text-sm text-link">Press…</span> : keys.length > 0 ? shown : <span className="text-sm text-faint">None</span>}
          </button>
        ) : (
          shown
        )}
      </dd>
    </div>
  )
}
