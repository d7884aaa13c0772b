'use client'

import { ImageOff } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { OpenTask } from '../page/open-task'

/** In the place of an image that cannot be read. */
export function BrokenImage({ task, run }: { task: OpenTask; run: (action: string) => void }) {
  const { image } = task.view
  return (
    <div className="flex h-full min-h-0 flex-1 items-center justify-center bg-sunken p-4">
      <EmptyState
        icon={ImageOff}
        title="This image cannot be shown"
        action={
          <>
            <Button variant="primary" onClick={() => run('skip')}>
              Skip it
            </Button>
            <a className="text-link underline" href={image.original} download>
              Download the file
            </a>
          </>
        }
      >
        {image.problem || 'The studio has no picture of it.'}
      </EmptyState>
    </div>
  )
}
