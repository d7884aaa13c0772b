'use client'

import { Dialog, DialogContent } from '@/components/ui/dialog'
import { mostTiles, type TileKind } from '@/lib/dashboards/schema'
import { kindOrder, kinds } from '../tiles/kinds'

/** Every kind of tile with what it shows. */
export default function AddTile({ full, onPick, onClose }: { full: boolean; onPick: (kind: TileKind) => void; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Add a tile" description={full ? `A dashboard holds at most ${mostTiles} tiles. Remove one first, or make another dashboard.` : 'It shows something at once; what it shows can be changed afterwards.'} width={720}>
        <ul className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
          {kindOrder.map((kind) => {
            const { label, icon: Icon, shows } = kinds[kind]
            return (
              <li key={kind}>
                <button type="button" disabled={full} onClick={() => onPick(kind)} className="flex h-full w-full items-start gap-3 rounded-md border border-line p-3 text-left enabled:hover:border-line-strong enabled:hover:bg-hover disabled:opacity-50">
                  <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-link" strokeWidth={1.5} />
                  <span className="flex flex-col gap-0.5">
                    <span className="font-medium">{label}</span>
                    <span className="text-sm text-muted">{shows}</span>
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
      </DialogContent>
    </Dialog>
  )
}
