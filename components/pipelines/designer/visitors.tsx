'use client'

import { Avatar } from '@/components/shell/avatar'
import { Tooltip } from '@/components/ui/tooltip'
import { useWorkspace } from '@/components/ui/workspace-context'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

/** Who else has the pipeline open: one face a person, also oneself in another tab. */
export function Visitors() {
  const { events } = useDesigner()
  const { user } = useWorkspace()
  const visitors = useStore(events.visitors)
  const people = [...new Map(visitors.map((visitor) => [visitor.person, visitor])).values()]
  if (people.length === 0) return null
  return (
    <ul aria-label="Also here" className="flex -space-x-1">
      {people.map(({ person, name }) => (
        <li key={person}>
          <Tooltip content={person === user.id ? 'You, in another tab' : `${name} is here`}>
            <button type="button" aria-label={person === user.id ? 'You, in another tab' : name} className="cursor-default rounded-full ring-2 ring-surface">
              <Avatar name={name} />
            </button>
          </Tooltip>
        </li>
      ))}
    </ul>
  )
}
