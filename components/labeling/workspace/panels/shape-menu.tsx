'use client'

import { ArrowDownToLine, ArrowUpToLine, CopyPlus, EyeOff, History, Lock, LockOpen, Trash2 } from 'lucide-react'
import { useStore } from '@/components/pipelines/draft/store'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { ContextPlace, WorkDesk } from '../page/desk'
import { useLabeling } from '../page/session-context'

/** What can be done to a shape, at the place of the right button or of a finger that rests on it. */
export function ShapeMenu({ desk, run }: { desk: WorkDesk; run: (action: string) => boolean }) {
  const place = useStore(desk.menu)
  if (!place) return null
  const [left, top] = place.press.window
  return (
    <DropdownMenu open onOpenChange={(open) => !open && desk.menu.set(null)}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden className="pointer-events-none absolute size-0" style={{ left, top }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent aria-label="Shape" onCloseAutoFocus={(event) => (event.preventDefault(), desk.stage.container.focus({ preventScroll: true }))}>
        <Items key={place.annotation.id} place={place} desk={desk} run={run} />
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function Items({ place, desk, run }: { place: ContextPlace; desk: WorkDesk; run: (action: string) => boolean }) {
  const { look } = useLabeling()
  const { annotation, parts } = place
  const count = desk.selected.get().size
  const item = 'pointer-coarse:min-h-10'
  return (
    <>
      <DropdownMenuLabel>{count > 1 ? `${count} shapes` : look.nameOf(annotation)}</DropdownMenuLabel>
      {parts.map(({ label, shape }) => (
        <DropdownMenuItem key={label} className={item} disabled={!shape} onSelect={() => shape && desk.edit([{ ...annotation, shape }])}>
          {shape ? label : 'A polygon keeps three points'}
        </DropdownMenuItem>
      ))}
      {parts.length > 0 && <DropdownMenuSeparator />}
      <DropdownMenuItem className={item} icon={CopyPlus} onSelect={() => run('duplicate')}>
        Duplicate
      </DropdownMenuItem>
      <DropdownMenuItem className={item} icon={annotation.locked ? LockOpen : Lock} onSelect={() => run('lock')}>
        {annotation.locked ? 'Unlock' : 'Lock'}
      </DropdownMenuItem>
      <DropdownMenuItem className={item} icon={EyeOff} onSelect={() => run('hide')}>
        Hide
      </DropdownMenuItem>
      <DropdownMenuItem className={item} icon={ArrowUpToLine} onSelect={() => run('front')}>
        Bring to the front
      </DropdownMenuItem>
      <DropdownMenuItem className={item} icon={ArrowDownToLine} onSelect={() => run('behind')}>
        Send to the back
      </DropdownMenuItem>
      {count === 1 && (
        <DropdownMenuItem className={item} icon={History} onSelect={() => run('history')}>
          History
        </DropdownMenuItem>
      )}
      <DropdownMenuSeparator />
      <DropdownMenuItem className={item} danger icon={Trash2} disabled={annotation.locked} onSelect={() => run('delete')}>
        Delete
      </DropdownMenuItem>
    </>
  )
}
