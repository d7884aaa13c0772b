'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/components/ui/workspace-context'
import { exampleThumb } from '../../example-thumb'
import { useLabeling } from '../page/session-context'

/** What those who lead the project want, and what each label means. */
export function InstructionsPanel({ onClose }: { onClose: () => void }) {
  const { project, labels } = useLabeling()
  const { slug } = useWorkspace()
  const explained = labels.filter(({ instructions, examples }) => instructions || examples.length > 0)
  return (
    <aside aria-label="Instructions" className="absolute inset-y-0 right-0 z-20 flex w-80 max-w-full flex-col border-l border-line bg-raised shadow-pop">
      <div className="flex items-center justify-between px-4 pt-3 pb-2">
        <h2 className="font-semibold">Instructions</h2>
        <Button variant="ghost" size="sm" icon={X} aria-label="Close the instructions" onClick={onClose} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">
        {project.instructions ? <p className="whitespace-pre-wrap">{project.instructions}</p> : <p className="text-muted">Nobody has written instructions for this project yet.</p>}
        {explained.length > 0 && (
          <dl className="mt-4 flex flex-col gap-3">
            {explained.map(({ id, name, colour, instructions, examples }) => (
              <div key={id}>
                <dt className="flex items-center gap-2 font-medium">
                  <span aria-hidden className="size-3 rounded-xs" style={{ background: colour }} /> {name}
                </dt>
                <dd className="mt-0.5 whitespace-pre-wrap text-muted">{instructions}</dd>
                {examples.length > 0 && (
                  <dd className="mt-1.5 flex flex-wrap gap-1.5">
                    {examples.map((image) => (
                      // eslint-disable-next-line @next/next/no-img-element
                      <img key={image} src={exampleThumb(project.id, image, slug)} alt={`Example of ${name}`} loading="lazy" className="size-20 rounded-sm bg-sunken object-contain" />
                    ))}
                  </dd>
                )}
              </div>
            ))}
          </dl>
        )}
      </div>
    </aside>
  )
}
