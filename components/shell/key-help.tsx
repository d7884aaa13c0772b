'use client'

import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { useKeyGroups, useKeyLabels } from './keys'

/** The keys of this page, opened by `?`. */
export function KeyHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const groups = useKeyGroups()
  const labels = useKeyLabels()
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keys" description="What you can press on this page." width={560}>
        <div className="columns-2 gap-8 max-sm:columns-1">
          {[...groups].reverse().map(({ title, bindings }) => (
            <section key={title} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-sm text-muted">{title}</h3>
              <dl>
                {bindings.map(({ keys, label }) => (
                  <div key={keys + label} className="flex h-7 items-center justify-between gap-4">
                    <dt>{label}</dt>
                    <dd className="flex gap-1">
                      {labels(keys).map((text, index) => (
                        <Kbd key={index}>{text}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  )
}
