'use client'

import { CircleOff, Copy, LayoutGrid, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { useCommands } from '../hooks/use-commands'
import { ArrangeButtons } from './arrange-buttons'

/** Several steps at once. */
export function ManyInspector({ ids }: { ids: readonly string[] }) {
  const { canEdit, draft } = useDesigner()
  const allDisabled = useStore(draft.graph, (graph) => graph.nodes.every((node) => node.disabled || !ids.includes(node.id)))
  const commands = useCommands()
  return (
    <div className="flex flex-col gap-3 p-4">
      <h2 className="text-lg font-semibold">{formatCount(ids.length, 'step')} selected</h2>
      {canEdit && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" icon={Copy} onClick={commands.duplicate}>
            Duplicate
          </Button>
          <Button size="sm" icon={LayoutGrid} onClick={() => void commands.arrange()}>
            Arrange
          </Button>
          <Button size="sm" icon={CircleOff} onClick={commands.toggle}>
            {allDisabled ? 'Enable' : 'Disable'}
          </Button>
          <Button size="sm" icon={Trash2} onClick={commands.remove}>
            Delete
          </Button>
        </div>
      )}
      {canEdit && <ArrangeButtons ids={ids} />}
    </div>
  )
}
